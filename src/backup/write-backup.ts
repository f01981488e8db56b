import { createHash } from "node:crypto";
import { createWriteStream } from "node:fs";
import { mkdir, open, readdir, realpath, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { Transform, type Readable } from "node:stream";
import { finished, pipeline } from "node:stream/promises";
import type { Pool, PoolClient } from "pg";
import { to as copyTo } from "pg-copy-streams";
import { erasedFile, erasedKeys, rememberBackup } from "../erasure/erased-list.ts";
import type { EventStore } from "../event-store/port.ts";
import { transaction } from "../platform/postgres/transaction.ts";
import { BackupRefused } from "./backup-refused.ts";
import { writeManifest, type BackedUpFile, type Manifest } from "./manifest.ts";
import { isOfKeys, primaryTables, type CopiedTable } from "./tables.ts";

export interface BackupRequest {
  /** New, or empty. */
  readonly folder: string;
  /** For the keys and the list of erased ones; the same folder where it is not said. */
  readonly keysFolder?: string | undefined;
  readonly log: Manifest["log"];
  /** Told of each table, and of its rows. */
  readonly onTable: (table: string, rows: number | null) => void;
}

/**
 * Writes all primary data as it is at one moment, while servers run. Keys that are destroyed from the beginning on are
 * added to the list of erased ones. @throws BackupRefused
 */
export async function writeBackup(
  { pool, store }: { readonly pool: Pool; readonly store: EventStore },
  { folder: given, keysFolder, log, onTable }: BackupRequest,
): Promise<Manifest> {
  const folder = await emptyFolder(given);
  const keys = keysFolder === undefined ? folder : await emptyFolder(keysFolder);
  await writeFile(join(keys, erasedFile), "", { flag: "wx" });
  await rememberBackup(pool, keys);
  const epoch = await store.epoch();
  const manifest = await transaction(pool, async (client): Promise<Manifest> => {
    await client.query("set transaction isolation level repeatable read, read only; set local statement_timeout = 0");
    const files: BackedUpFile[] = [];
    for (const table of await primaryTables(client)) {
      onTable(table.name, null);
      const written = await copied(client, table, isOfKeys(table.name) ? keys : folder);
      onTable(table.name, written.rows);
      files.push(written);
    }
    return {
      format: "verbatim-backup-1",
      made_at: new Date().toISOString(),
      log,
      epoch,
      files,
      ...(await placeOf(client)),
    };
  });
  await addErased(pool, join(keys, erasedFile));
  await writeManifest(folder, manifest);
  return manifest;
}

async function emptyFolder(path: string): Promise<string> {
  await mkdir(path, { recursive: true, mode: 0o700 });
  if ((await readdir(path)).length > 0)
    throw new BackupRefused(`${path} is not empty: each backup has a folder of its own.`);
  return realpath(path);
}

async function placeOf(client: PoolClient): Promise<Pick<Manifest, "head" | "migrations">> {
  const { rows } = await client.query<{ head: string; migrations: string[] }>(
    `select coalesce((select max(position) from log.events), 0)::text as head,
       array(select name from verbatim.migrations order by id) as migrations`,
  );
  const [place] = rows;
  if (!place) throw new Error("A question with one answer had none.");
  return place;
}

/** A row is a line; whatever it holds has no line's end in it. */
async function copied(
  client: PoolClient,
  { name: table, columns }: CopiedTable,
  folder: string,
): Promise<BackedUpFile> {
  const name = `${table}.copy`;
  const hash = createHash("sha256");
  let [rows, bytes] = [0, 0];
  const counting = new Transform({
    transform(chunk: Buffer, _, done) {
      hash.update(chunk);
      bytes += chunk.length;
      for (let at = chunk.indexOf(10); at >= 0; at = chunk.indexOf(10, at + 1)) rows += 1;
      done(null, chunk);
    },
  });
  const reading = client.query(copyTo(`copy (select ${columns.join(", ")} from ${table}) to stdout`));
  reading.once("error", (error) => counting.destroy(error));
  const file = createWriteStream(join(folder, name), { flags: "wx", flush: true, mode: 0o600 });
  try {
    await pipeline(reading.pipe(counting), file);
  } catch (error) {
    await readAway(reading);
    throw error;
  }
  return { table, columns: [...columns], name, rows, bytes, sha256: hash.digest("hex") };
}

/** What is not read would keep the connection, and whoever waits for it, for ever. What fails now has failed before. */
async function readAway(reading: Readable): Promise<void> {
  await finished(reading.resume()).catch(() => undefined);
}

/** Of now, which is later than the rest: whose key was destroyed meanwhile is in it. */
async function addErased(pool: Pool, path: string): Promise<void> {
  const file = await open(path, "a");
  try {
    for await (const key of erasedKeys(pool)) await file.write(`${JSON.stringify(key)}\n`);
    await file.sync();
  } finally {
    await file.close();
  }
}
