import type { Pool, PoolClient } from "pg";

/** Commits what the work did when it returns, and nothing of it when it throws. */
export async function transaction<Result>(pool: Pool, work: (client: PoolClient) => Promise<Result>): Promise<Result> {
  const client = await pool.connect();
  const onLost = (): void => undefined; // the query that is next on it fails and says so
  client.on("error", onLost);
  let isUsable = false;
  try {
    await client.query("begin");
    const result = await work(client);
    await client.query("commit");
    isUsable = true;
    return result;
  } catch (error) {
    isUsable = await client.query("rollback").then(
      () => true,
      () => false,
    );
    throw error;
  } finally {
    client.off("error", onLost);
    client.release(!isUsable);
  }
}
