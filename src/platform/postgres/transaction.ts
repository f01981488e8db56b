import type { Pool, PoolClient } from "pg";
import { reasonOf } from "../start-refused.ts";

/** There was no connection, or it was lost on the way: whether anything was committed is unknown. */
export class ConnectionLost extends Error {
  override readonly name = "ConnectionLost";

  constructor(cause: unknown) {
    super(`The database is out of reach: ${reasonOf(cause)}`, { cause });
  }
}

/** A statement failed, and the work returned all the same: nothing of it was committed. */
export class RolledBack extends Error {
  override readonly name = "RolledBack";

  constructor() {
    super("A statement of the transaction failed, so that nothing of it was committed.");
  }
}

export interface TransactionOptions {
  /** The server ends the session of a process that stands still in the middle for so long. */
  readonly idleMs?: number;
  /** Where tables are looked for that are named without a schema. */
  readonly schema?: string | undefined;
}

/**
 * Commits what the work did when it returns, and nothing of it when it throws.
 * @throws the work's own error, RolledBack, or ConnectionLost.
 */
export async function transaction<Result>(
  pool: Pool,
  work: (client: PoolClient) => Promise<Result>,
  { idleMs, schema }: TransactionOptions = {},
): Promise<Result> {
  const client = await pool.connect().catch((error: unknown) => {
    throw new ConnectionLost(error);
  });
  const ignore = (): void => undefined; // the query that is under way, or next, fails and says so
  client.on("error", ignore);
  let isUsable = true;
  try {
    const limit = idleMs === undefined ? "" : `; set local idle_in_transaction_session_timeout = ${Math.ceil(idleMs)}`;
    const path = schema === undefined ? "" : `; set local search_path to ${client.escapeIdentifier(schema)}`;
    await client.query(`begin${limit}${path}`);
    const result = await work(client);
    const { command } = await client.query("commit");
    if (command !== "COMMIT") throw new RolledBack();
    return result;
  } catch (error) {
    // A connection that still answers was not lost: then it was the work that failed.
    isUsable = await client.query("rollback").then(
      () => true,
      () => false,
    );
    throw isUsable ? error : new ConnectionLost(error);
  } finally {
    client.off("error", ignore);
    client.release(!isUsable);
  }
}
