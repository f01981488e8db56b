import { createReadStream } from "node:fs";
import { realpath, stat } from "node:fs/promises";
import { join } from "node:path";
import { PassThrough } from "node:stream";
import { pipeline } from "node:stream/promises";
import type { Pool, PoolClient } from "pg";
import { from as copyFrom } from "pg-copy-streams";
import { emptyAccount } from "../auth/erase-account.ts";
import { erasedFile, rememberBackup, type ErasedKey } from "../erasure/erased-list.ts";
import type { MasterKey } from "../event-store/keys/master-key.ts";
import { transaction } from "../platform/postgres/transaction.ts";
import { BackupRefused } from "./backup-refused.ts";
import { readErased, withoutErased } from "./erased.ts";
import { checkFile, readManifest, type BackedUpFile, type Manifest } from "./manifest.ts";
import { isOfKeys, primaryTables } from "./tables.ts";

export interface RestoreRequest {
  readonly folder: string;
  /** Where the keys are; the same folder where it is not said. */
  readonly keysFolder?: string | undefined;
  /** Newer lists of erased keys than the backup's own. */
  readonly erasedLists: readonly string[];
  readonly log: Manifest["log"];
  /** Told of each table, and of its rows. */
  readonly onTable: (table: string, rows: number | null) => void;
}

export interface Restored {
  readonly manifest: Manifest;
  /** How many keys the lists name that the backup still had. */
  readonly erased: number;
}

/**
 * Writes a backup into an empty database, all of it or nothing, without the keys that were erased since; whoever was
 * erased is no more from the first moment on. The epoch is another one: nobody's old positions mean anything here. The
 * read models make themselves when a server starts. @throws BackupRefused
 */
export async function restoreBackup(
  { pool, master }: { readonly pool: Pool; readonly master: MasterKey },
  { folder, keysFolder = folder, erasedLists, log, onTable }: RestoreRequest,
): Promise<Restored> {
  await forgetMaster(pool);
  const manifest = await readManifest(folder);
  if (manifest.log !== log)
    throw new BackupRefused(
      `The backup's log is in ${manifest.log}, and here it is in ${log}: copy it with \`log copy\`.`,
    );
  const pathOf = ({ table, name }: BackedUpFile): string => join(isOfKeys(table) ? keysFolder : folder, name);
  for (const file of manifest.files) await checkFile(pathOf(file), file);
  const own = join(keysFolder, erasedFile);
  if (!(await stat(own).catch(() => null))) throw new BackupRefused(`${own}, the list of erased keys, is missing.`);
  const erased = await readErased([own, ...erasedLists]);
  return transaction(pool, async (client) => {
    await client.query("set local statement_timeout = 0; set local synchronous_commit = on");
    await assertEmpty(client);
    await assertKnown(client, manifest);
    let emptied = 0;
    for (const file of manifest.files) {
      onTable(file.table, null);
      await load(client, { file, path: pathOf(file), erased });
      onTable(file.table, file.rows);
      if (file.table === "keys.master_check") await assertMaster(client, master);
    }
    await goOnCounting(client);
    emptied = await applyErased(client, [...erased.values()]);
    await rememberBackup(client, await realpath(keysFolder));
    await client.query("update log.epoch set epoch = gen_random_uuid(), since = now()");
    await client.query(
      `update reactors.checkpoints set epoch = (select epoch from log.epoch), lease_holder = null, lease_token = null,
         lease_until = null where epoch is not null`,
    );
    return { manifest, erased: emptied };
  });
}

/** An empty database is bound to no master key, so that whoever came with a wrong one can begin again with the right one. */
async function forgetMaster(pool: Pool): Promise<void> {
  await pool.query("delete from keys.master_check where not exists (select from keys.keys)");
}

async function assertEmpty(client: PoolClient): Promise<void> {
  const { rows } = await client.query<{ is_empty: boolean }>(
    `select not exists (select from log.events) and not exists (select from accounts.accounts)
       and not exists (select from keys.keys) as is_empty`,
  );
  if (rows[0]?.is_empty !== true)
    throw new BackupRefused("The database is not empty: a backup is restored into a new one.");
}

/** A backup of an older release has less in it, which its migrations have given values. */
async function assertKnown(client: PoolClient, { files }: Manifest): Promise<void> {
  const tables = new Map((await primaryTables(client)).map(({ name, columns }) => [name, new Set(columns)]));
  for (const { table, columns } of files) {
    const there = tables.get(table);
    if (!there) throw new BackupRefused(`The backup is of a later release: there is no ${table} here.`);
    const missing = columns.find((column) => !there.has(column));
    if (missing !== undefined)
      throw new BackupRefused(`The backup is of a later release: ${table} has no ${missing} here.`);
  }
}

interface Load {
  readonly file: BackedUpFile;
  readonly path: string;
  readonly erased: ReadonlyMap<string, ErasedKey>;
}

/** What migrations put there is replaced. */
async function load(client: PoolClient, { file, path, erased }: Load): Promise<void> {
  const { table, columns, rows } = file;
  if (table !== "log.events" && table !== "keys.erased") await client.query(`delete from ${table}`);
  const writing = client.query(copyFrom(`copy ${table} (${columns.join(", ")}) from stdin`));
  const between = table === "keys.keys" ? withoutErased(columns, erased) : new PassThrough();
  await pipeline(createReadStream(path), between, writing);
  if (writing.rowCount !== rows)
    throw new BackupRefused(`${path} has ${writing.rowCount} rows, and had ${rows} when it was written.`);
}

async function assertMaster(client: PoolClient, master: MasterKey): Promise<void> {
  const { rows } = await client.query<{ wrapped: Buffer }>("select wrapped from keys.master_check");
  try {
    for (const { wrapped } of rows) master.unwrap(wrapped, "master_check");
  } catch {
    throw new BackupRefused(
      "SECRET_KEY: it is not the one that the backup's keys are wrapped with. It is in no backup: set it, or put the secret.key of then into DATA_DIR.",
    );
  }
}

/** Adds to the list what the backup had not heard of, and takes the people among it out of what is no sealed word. */
async function applyErased(client: PoolClient, keys: readonly ErasedKey[]): Promise<number> {
  await client.query(
    `insert into keys.keys (id, name, wrapped, destroyed_at)
     select e.id, e.name, null, e.destroyed_at from jsonb_to_recordset($1) as e (id text, name text, destroyed_at timestamptz)
     on conflict (name) do update set wrapped = null, destroyed_at = coalesce(keys.destroyed_at, excluded.destroyed_at)`,
    [JSON.stringify(keys)],
  );
  const { rows } = await client.query<{ name: string }>(
    `insert into keys.erased (id, name, person_number, destroyed_at)
     select id, name, person_number, destroyed_at from jsonb_to_recordset($1)
       as e (ordinal bigint, id text, name text, person_number int, destroyed_at timestamptz)
     order by e.ordinal on conflict (id) do nothing returning name`,
    [JSON.stringify(keys)],
  );
  for (const { name, person_number: number } of keys)
    if (name.startsWith("person:") && number !== null)
      await eraseAgain(client, { id: name.slice("person:".length), number });
  return rows.length;
}

/** They are out at once; a server does the rest, as of any erasure that was begun. */
async function eraseAgain(
  client: PoolClient,
  { id, number }: { readonly id: string; readonly number: number },
): Promise<void> {
  await client.query(
    `insert into erasure.people (user_id, number)
     select user_id, $2 from accounts.accounts where user_id = $1 and not is_erased on conflict (user_id) do nothing`,
    [id, number],
  );
  await emptyAccount(client, id);
}

/** Numbers that tables give go on after those that were restored. */
async function goOnCounting(client: PoolClient): Promise<void> {
  const { rows } = await client.query<{ table: string; column: string; sequence: string }>(
    `select format('%I.%I', n.nspname, c.relname) as table, quote_ident(a.attname) as column,
       pg_get_serial_sequence(format('%I.%I', n.nspname, c.relname), a.attname) as sequence
     from pg_attribute a join pg_class c on c.oid = a.attrelid join pg_namespace n on n.oid = c.relnamespace
     where a.attidentity <> '' and c.relkind = 'r' and n.nspname = any ('{keys,kept,accounts,erasure,jobs,mail}')`,
  );
  for (const { table, column, sequence } of rows)
    await client.query(`select setval($1::regclass, coalesce((select max(${column}) from ${table}), 0) + 1, false)`, [
      sequence,
    ]);
}
