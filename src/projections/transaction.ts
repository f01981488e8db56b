import type { Pool, PoolClient } from "pg";
import { ConnectionLost, transaction } from "../platform/postgres/transaction.ts";
import { isOutage, Outage } from "./outage.ts";

/**
 * Commits all that `work` writes, or nothing. The server ends the session of a process that stands still in the middle
 * for `idleMs`, so that its locks do not outlive its lease.
 * @throws Outage when the connection was lost or the server could not just now; whether it was committed is unknown then.
 */
export async function inTransaction(
  pool: Pool,
  { idleMs }: { readonly idleMs: number },
  work: (client: PoolClient) => Promise<void>,
): Promise<void> {
  try {
    await transaction(pool, work, { idleMs });
  } catch (error) {
    if (error instanceof ConnectionLost) throw new Outage(error.cause);
    throw isOutage(error) ? new Outage(error) : error;
  }
}
