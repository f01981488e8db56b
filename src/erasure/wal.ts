import { setTimeout as pause } from "node:timers/promises";
import type { PoolClient } from "pg";

const mostRounds = 20;
const lookEveryMs = 20;

/**
 * Leaves no file of the write-ahead log from before. PostgreSQL renames old files to use them again, with what is in
 * them: meanwhile it is told to remove them, and files that were renamed already are run through.
 * @throws 42501 where the role may not
 */
export async function purgeWal(client: PoolClient, signal: AbortSignal): Promise<void> {
  await client.query("alter system set wal_recycle = off");
  try {
    await reload(client, "off");
    await client.query("checkpoint"); // the one that the new setting may come too late for
    const last = (await walFiles(client)).at(-1) ?? "";
    for (let round = 0; (await oldest(client)) <= last; round += 1) {
      signal.throwIfAborted();
      if (round === mostRounds)
        throw new Error(`The write-ahead log keeps files up to ${last}: a replica may need them.`);
      while ((await current(client)) <= last) await nextFile(client);
      await client.query("checkpoint");
    }
  } finally {
    await client.query("alter system reset wal_recycle");
    await client.query("select pg_reload_conf()");
  }
}

async function reload(client: PoolClient, expected: string): Promise<void> {
  await client.query("select pg_reload_conf()");
  for (;;) {
    const { rows } = await client.query<{ setting: string }>("select current_setting('wal_recycle') as setting");
    if (rows[0]?.setting === expected) return;
    await pause(lookEveryMs);
  }
}

async function nextFile(client: PoolClient): Promise<void> {
  await client.query("select pg_logical_emit_message(false, 'verbatim', 'the next file')");
  await client.query("select pg_switch_wal()");
}

async function current(client: PoolClient): Promise<string> {
  const { rows } = await client.query<{ name: string }>("select pg_walfile_name(pg_current_wal_insert_lsn()) as name");
  return rows[0]?.name ?? "";
}

const oldest = async (client: PoolClient): Promise<string> => (await walFiles(client))[0] ?? "";

/** Their names sort as they follow each other. */
async function walFiles(client: PoolClient): Promise<readonly string[]> {
  const { rows } = await client.query<{ name: string }>(
    `select name from pg_ls_waldir() where name ~ '^[0-9A-F]{24}$' order by name collate "C"`,
  );
  return rows.map(({ name }) => name);
}
