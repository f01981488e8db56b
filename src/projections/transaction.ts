import type { Pool, PoolClient } from "pg";
import { ConnectionLost, RolledBack, transaction } from "../platform/postgres/transaction.ts";
import { isOutage, Outage } from "./outage.ts";

export interface Steps {
  readonly write: (client: PoolClient) => Promise<void>;
  /** The last statement. It is sent with the commit behind it, so it must fail where nothing may be committed. */
  readonly conclude: (client: PoolClient) => Promise<void>;
}

/**
 * Commits all that the steps write, or nothing. The server ends the session of a process that stands still in the middle
 * for `idleMs`, so that its locks do not outlive its lease.
 * @throws Outage when the connection was lost or the server could not just now; whether it was committed is unknown then.
 */
export async function inTransaction(
  pool: Pool,
  { idleMs, schema }: { readonly idleMs: number; readonly schema: string },
  { write, conclude }: Steps,
): Promise<void> {
  let concluding: Promise<void> | null = null;
  await orOutage(async () => {
    await transaction(
      pool,
      async (client) => {
        await write(client);
        concluding = conclude(client);
        concluding.catch(() => undefined); // told below, after the commit that it made a rollback
      },
      { idleMs, schema },
    ).catch(async (error: unknown) => {
      if (error instanceof RolledBack) await concluding;
      throw error;
    });
    await concluding;
  });
}

/** @throws Outage for what passes. */
export async function orOutage(work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (error) {
    if (error instanceof ConnectionLost) throw new Outage(error.cause);
    throw isOutage(error) ? new Outage(error) : error;
  }
}
