import { setTimeout as pause } from "node:timers/promises";
import type { Pool, PoolClient } from "pg";
import { purgeWal } from "./wal.ts";

/** Of the schemas beside the read models: those in which something of a person may have been. */
const primary = ["accounts", "jobs", "keys", "kept", "link_previews", "mail", "presence"];

const lookEveryMs = 100;
const insufficientPrivilege = "42501";

/**
 * Leaves no page and no file of PostgreSQL in which the erased rows were: tables and their indexes are written anew, with
 * what the planner knows of them, and the write-ahead log begins anew.
 * @returns what could not be done with this role, as sentences for the operator
 */
export async function sweepStorage(
  pool: Pool,
  { schemas, signal }: { readonly schemas: readonly string[]; readonly signal: AbortSignal },
): Promise<readonly string[]> {
  await untilNobodySeesBefore(pool, signal);
  const client = await pool.connect();
  try {
    await client.query("set statement_timeout = 0; set lock_timeout = 0");
    for (const table of await tablesIn(client, [...primary, ...schemas])) {
      signal.throwIfAborted();
      await writeAnew(client, table);
    }
    const statistics = await orNot(
      () => client.query("vacuum full pg_catalog.pg_statistic"),
      "Samples of values that PostgreSQL keeps for its planner (pg_statistic) could not be rewritten by this role: let a superuser run VACUUM FULL pg_catalog.pg_statistic.",
    );
    const wal = await orNot(
      () => purgeWal(client, signal),
      "The write-ahead log could not be begun anew by this role: what was erased stays in its files until PostgreSQL has overwritten them, and in whatever archives of them are kept.",
    );
    return [...statistics, ...wal];
  } finally {
    client.release(true); // its settings are not the pool's
  }
}

/** Row versions stay in a table that is written anew while a transaction from before may look at them. */
async function untilNobodySeesBefore(pool: Pool, signal: AbortSignal): Promise<void> {
  const { rows } = await pool.query<{ xid: string }>("select pg_current_xact_id()::xid as xid");
  for (;;) {
    signal.throwIfAborted();
    const { rows: older } = await pool.query<{ count: string }>(
      `select count(*) from pg_stat_activity
       where pid <> pg_backend_pid() and datname = current_database()
         and (age(backend_xmin) > age($1::xid) or age(backend_xid) > age($1::xid))`,
      [rows[0]?.xid],
    );
    if (older[0]?.count === "0") return;
    await pause(lookEveryMs, undefined, { signal });
  }
}

/** By their ids: while they are written, a switch of read models may give their schemas each other's names. */
async function tablesIn(client: PoolClient, schemas: readonly string[]): Promise<readonly number[]> {
  const { rows } = await client.query<{ id: number }>(
    `select t.oid as id from pg_class t join pg_namespace n on n.oid = t.relnamespace
     where t.relkind = 'r' and n.nspname = any ($1) order by n.nspname, t.relname`,
    [schemas],
  );
  return rows.map(({ id }) => id);
}

async function writeAnew(client: PoolClient, table: number): Promise<void> {
  const name = await nameOf(client, table);
  if (name === null) return;
  await client.query(`vacuum (full, analyze) ${name}`);
  if ((await nameOf(client, table)) !== name) await writeAnew(client, table);
}

/** Null where it was dropped. */
async function nameOf(client: PoolClient, table: number): Promise<string | null> {
  const { rows } = await client.query<{ name: string }>(
    `select format('%I.%I', n.nspname, t.relname) as name from pg_class t join pg_namespace n on n.oid = t.relnamespace
     where t.oid = $1`,
    [table],
  );
  return rows[0]?.name ?? null;
}

async function orNot(work: () => Promise<unknown>, otherwise: string): Promise<readonly string[]> {
  try {
    await work();
    return [];
  } catch (error) {
    if ((error as { code?: unknown }).code === insufficientPrivilege) return [otherwise];
    throw error;
  }
}
