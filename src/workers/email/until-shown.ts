import { setTimeout as pause } from "node:timers/promises";
import type { Pool } from "pg";
import type { EventStore } from "../../event-store/port.ts";
import { schema as conversationsSchema } from "../../projections/conversations/v1/tables.ts";
import { schema as linesSchema } from "../../projections/lines/v1/tables.ts";
import { schema as membersSchema } from "../../projections/members/v1/tables.ts";
import { Outage } from "../../projections/outage.ts";
import { schema as usersSchema } from "../../projections/users/v1/tables.ts";

export type LogHead = Pick<EventStore, "head">;

const asked = [usersSchema, conversationsSchema, membersSchema, linesSchema];
const lookEveryMs = 50;
const longestMs = 5_000;

/**
 * Waits until the read models that mails are made of show all that the log holds now: whoever has read a message, left
 * or muted is known to have.
 * @throws Outage where they do not within five seconds.
 */
export async function untilShown(pool: Pool, store: LogHead, signal: AbortSignal): Promise<void> {
  const head = await store.head();
  const until = performance.now() + longestMs;
  while ((await least(pool)) < head) {
    if (performance.now() > until) throw new Outage(new Error("the read models are behind"));
    await pause(lookEveryMs, undefined, { signal });
  }
}

async function least(pool: Pool): Promise<bigint> {
  const { rows } = await pool.query<{ position: string | null }>({
    name: "least position of mail",
    text: `select case when count(*) = cardinality($1::text[]) then min(position) end as position
      from projections.builds where schema_name = any ($1)`,
    values: [asked],
  });
  return BigInt(rows[0]?.position ?? -1);
}
