import type { Pool } from "pg";
import { lastCheckpoint } from "../../proof/checkpoint-table.ts";
import { addIntents } from "../jobs/intents.ts";
import type { PeriodicWork } from "../jobs/periodically.ts";
import type { CheckpointMails } from "./settings.ts";

export const checkpointMailKind = "mail.checkpoint";

/** Calls for mails with the last checkpoint to everybody who is an auditor: one in the same window. */
export function mailingCheckpoints(pool: Pool, how: Exclude<CheckpointMails, "off">): PeriodicWork {
  return {
    name: "mail checkpoints",
    lane: "house",
    everyMs: 60_000,
    async run() {
      const checkpoint = await lastCheckpoint(pool);
      if (!checkpoint) return;
      const { number, time } = checkpoint;
      const window = how === "daily" ? time.slice(0, 10) : String(number);
      const intent = { kind: checkpointMailKind, window, dueAt: new Date(), details: { number } };
      await addIntents(
        pool,
        (await auditors(pool)).map((subject) => ({ ...intent, subject })),
      );
    },
  };
}

async function auditors(pool: Pool): Promise<string[]> {
  const { rows } = await pool.query<{ id: string }>(
    `select user_id as id from accounts.accounts
     where 'auditor' = any (roles) and not is_disabled and email is not null`,
  );
  return rows.map(({ id }) => id);
}
