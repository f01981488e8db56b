import { randomUUID } from "node:crypto";
import type { Pool, PoolClient } from "pg";
import type { OperationsEvent } from "../domain/operations/events.ts";

/** Who changed a read model, and why. */
export interface Cause {
  /** As the event has it. */
  readonly by: string;
  readonly reason: string | null;
}

/** As events have it: what was not said is absent. */
export const causeOf = ({ by, reason }: Cause): { readonly by: string; readonly reason?: string } => ({
  by,
  ...(reason !== null && { reason }),
});

/** Notes in the transaction of a change what the log has to be told of it. */
export async function record(client: PoolClient, { type, data }: OperationsEvent): Promise<void> {
  await client.query("insert into projections.untold (id, type, data) values ($1, $2, $3)", [
    randomUUID(),
    type,
    JSON.stringify(data),
  ]);
}

export interface Untold {
  readonly id: string;
  readonly event: OperationsEvent;
}

const mostAtOnce = 100;

/**
 * Tells the log what was noted, in order: behind each change, and from time to time, in case a crash came between.
 * @throws what telling throws; what is not told yet is told the next time.
 */
export async function tellRecorded(pool: Pool, tell: (untold: Untold) => Promise<void>): Promise<void> {
  const { rows } = await pool.query<OperationsEvent & { readonly id: string }>(
    "select id, type, data from projections.untold order by at, id limit $1",
    [mostAtOnce],
  );
  for (const { id, ...event } of rows) {
    await tell({ id, event });
    await pool.query("delete from projections.untold where id = $1", [id]);
  }
}
