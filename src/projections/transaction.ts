import type { Pool, PoolClient } from "pg";
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
  const client = await pool.connect().catch((error: unknown) => {
    throw new Outage(error);
  });
  const ignore = (): void => undefined; // the query under way is rejected with it
  client.on("error", ignore);
  let isAlive = true;
  try {
    await client.query(`begin; set local idle_in_transaction_session_timeout = ${Math.ceil(idleMs)}`);
    await work(client);
    await client.query("commit");
  } catch (error) {
    // A connection that still answers was not lost: then it was the work that failed.
    isAlive = await client.query("rollback").then(
      () => true,
      () => false,
    );
    throw isAlive && !isOutage(error) ? error : new Outage(error);
  } finally {
    client.off("error", ignore);
    client.release(!isAlive);
  }
}
