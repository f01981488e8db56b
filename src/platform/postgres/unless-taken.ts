import type { Pool } from "pg";

/** PostgreSQL's advisory lock: its number, and what more it is about where there are several of a kind. */
export interface AdvisoryLock {
  readonly number: number;
  readonly subject?: string;
}

/**
 * Does the work unless another process is at it, which is not waited for. Should the connection that holds the lock
 * be lost, another process may begin meanwhile.
 *
 * @returns whether it was this process's turn.
 */
export async function unlessTaken(
  pool: Pool,
  { number, subject = "" }: AdvisoryLock,
  work: () => Promise<void>,
): Promise<boolean> {
  const client = await pool.connect();
  const ignore = (): void => undefined; // what the work asks of others fails by itself
  client.on("error", ignore);
  try {
    const { rows } = await client.query<{ taken: boolean }>("select pg_try_advisory_lock($1, hashtext($2)) as taken", [
      number,
      subject,
    ]);
    if (rows[0]?.taken !== true) return false;
    await work();
    return true;
  } finally {
    client.off("error", ignore);
    client.release(true); // the lock goes with the connection
  }
}
