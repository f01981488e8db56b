import type { Pool } from "pg";
import type { CommandContext } from "../commands/context.ts";
import { mapAtMost } from "../commands/map-at-most.ts";
import { sendScheduled } from "../commands/send-scheduled.ts";
import { reasonOf } from "../platform/start-refused.ts";
import { dueAt, type Due } from "../projections/scheduled/v1/due.ts";
import type { Chore } from "./chores.ts";

const pageSize = 100;
const atOnce = 8;

export interface SendDueParts {
  readonly pool: Pool;
  readonly commands: CommandContext;
  /** ISO 8601, UTC, milliseconds. */
  readonly clock: () => string;
  /** Told, a sentence each, of what can't be sent just now: it is tried again the next time. */
  readonly report: (sentence: string) => void;
}

/** Every second. In several processes at once each message is sent once. */
export function sendingDue(parts: SendDueParts): Chore {
  return {
    name: "Scheduled messages could not be looked for",
    everyMs: 1_000,
    run: (signal) => sendDue(parts, signal),
  };
}

/** All that are due, the longest first, and those that somebody took and did not finish. One that fails holds up no other. */
export async function sendDue(
  { pool, commands, clock, report }: SendDueParts,
  signal: AbortSignal = new AbortController().signal,
): Promise<void> {
  const at = clock();
  let after: Due | null = null;
  do {
    const page: readonly Due[] = await dueAt(pool, { at, after, limit: pageSize });
    await mapAtMost(atOnce, page, async ({ id }) => {
      if (signal.aborted) return;
      await sendScheduled(commands, id).catch((error: unknown) =>
        report(`The scheduled message ${id} cannot be sent just now: ${reasonOf(error)}`),
      );
    });
    after = page.length < pageSize ? null : (page.at(-1) ?? null);
  } while (after && !signal.aborted);
}
