import { open, stat } from "node:fs/promises";
import { join } from "node:path";
import type { Pool, PoolClient } from "pg";
import { z } from "zod";

/** A key that was destroyed: enough to destroy it in a backup from before, and nothing secret. */
export const erasedKey = z.strictObject({
  ordinal: z.int().min(1),
  id: z.string().min(1).max(100),
  name: z.string().min(1).max(300),
  /** Of a person's key: what they are called since. */
  person_number: z.int().min(1).nullable(),
  destroyed_at: z.iso.datetime(),
});
export type ErasedKey = z.output<typeof erasedKey>;

/** What the list is called in the folder of a backup: lines of JSON, in the order in which the keys were destroyed. */
export const erasedFile = "erased.ndjson";

const pageSize = 1_000;

/** The list from a number on, to its end. */
export async function* erasedKeys(db: Pool | PoolClient, after = 0): AsyncGenerator<ErasedKey, void> {
  for (let last = after; ;) {
    const { rows } = await db.query<Omit<ErasedKey, "ordinal" | "destroyed_at"> & { ordinal: string; at: Date }>(
      `select ordinal, id, name, person_number, destroyed_at as at from keys.erased
       where ordinal > $1 order by ordinal limit ${pageSize}`,
      [last],
    );
    for (const { at, ordinal, ...row } of rows)
      yield { ordinal: Number(ordinal), ...row, destroyed_at: at.toISOString() };
    if (rows.length < pageSize) return;
    last = Number(rows.at(-1)?.ordinal);
  }
}

/** From now on erasures are told to the list in this folder, too. */
export async function rememberBackup(db: Pool | PoolClient, folder: string): Promise<void> {
  await db.query(
    `insert into erasure.backups (folder, made_at) values ($1, now())
     on conflict (folder) do update set made_at = excluded.made_at`,
    [folder],
  );
}

/**
 * Adds what was destroyed lately to the lists of all backups that can be reached from here, so that none of them brings
 * it back. A list may name a key twice. @returns a sentence for each that cannot be reached
 */
export async function tellBackups(pool: Pool, keyNames: readonly string[]): Promise<readonly string[]> {
  const { rows: backups } = await pool.query<{ folder: string }>("select folder from erasure.backups order by folder");
  if (backups.length === 0) return [];
  const names = new Set(keyNames);
  const lines: string[] = [];
  for await (const key of erasedKeys(pool)) if (names.has(key.name)) lines.push(JSON.stringify(key));
  const missed: string[] = [];
  for (const { folder } of backups) if (!(await added(folder, lines))) missed.push(sentenceOf(folder));
  return missed;
}

const sentenceOf = (folder: string): string =>
  `The backup in ${folder} was not reached: restore it with \`--erased\` and the list that \`verbatim people erased\` prints.`;

async function added(folder: string, lines: readonly string[]): Promise<boolean> {
  const path = join(folder, erasedFile);
  const there = await stat(path).catch(() => null); // moved elsewhere, or on a disk that is not here: said to the operator
  if (!there?.isFile()) return false;
  const file = await open(path, "a").catch(() => null);
  if (!file) return false;
  try {
    await file.write(lines.map((line) => `${line}\n`).join(""));
    await file.sync();
    return true;
  } finally {
    await file.close();
  }
}
