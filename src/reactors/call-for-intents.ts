import type { Pool } from "pg";
import { correlationIdOf } from "../event-store/correlation.ts";
import type { RecordedEvent } from "../event-store/port.ts";
import type { AnyEvent } from "../events/index.ts";
import { logged, type Logged } from "../events/logged.ts";
import type { Metadata } from "../events/metadata.ts";
import { transaction } from "../platform/postgres/transaction.ts";
import type { NewIntent } from "../workers/jobs/intent.ts";
import { addIntents } from "../workers/jobs/intents.ts";
import type { Calls, JobKind } from "../workers/jobs/kind.ts";
import type { ReactorOptions } from "./reactor.ts";

export type CallingKind = Pick<JobKind, "calls" | "prefixes">;

export interface CallingOptions {
  readonly pool: Pool;
  readonly kinds: readonly CallingKind[];
  /** Told when there may be new intents. */
  readonly onIntents: () => void;
}

/** Milliseconds: what was said longer ago is no news, though the log may be read again from its start. */
const newsFor = 24 * 3_600_000;

/**
 * Writes down what events call for, to be done later, with the checkpoint: once for each event. What was imported, and
 * what is old because the log is read again, calls for nothing.
 */
export function callForIntents({
  pool,
  kinds,
  onIntents,
}: CallingOptions): Pick<ReactorOptions, "prefixes" | "isMeant" | "reacting"> {
  const types = new Set(kinds.flatMap(({ calls = {} }) => Object.keys(calls)));
  return {
    prefixes: [...new Set(kinds.flatMap(({ prefixes = [] }) => prefixes))],
    isMeant: (event) => types.has(event.type) && isNews(event),
    reacting: {
      each: "together",
      async react(events, move) {
        const intents = events.flatMap((event) => intentsOf(event, kinds));
        await transaction(pool, async (client) => {
          // Rows and checkpoint are lost together, and then made again of the log: nobody need wait for the disk.
          await client.query("set local synchronous_commit = off");
          await addIntents(client, intents);
          await move(client);
        });
        if (intents.length > 0) onIntents();
      },
    },
  };
}

function isNews({ metadata }: RecordedEvent): boolean {
  const { at, imported } = metadata as unknown as Metadata;
  return imported === undefined && Date.parse(at) > Date.now() - newsFor;
}

function intentsOf(recorded: RecordedEvent, kinds: readonly CallingKind[]): readonly NewIntent[] {
  const event = logged<AnyEvent>(recorded);
  const correlationId = correlationIdOf(recorded);
  return kinds.flatMap(({ calls }) => calledFor(event, calls).map((intent) => ({ ...intent, correlationId })));
}

/** The table of calls is by type, so that each is given events of its own type only. */
function calledFor(event: Logged<AnyEvent>, calls: Calls = {}): readonly NewIntent[] {
  const call = calls[event.type] as ((event: Logged<AnyEvent>) => readonly NewIntent[]) | undefined;
  return call?.(event) ?? [];
}
