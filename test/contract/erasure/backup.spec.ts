import { createHash, randomBytes } from "node:crypto";
import { appendFile, cp, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { mkdirSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { BackupRefused } from "../../../src/backup/backup-refused.ts";
import { restoreBackup, type Restored } from "../../../src/backup/restore-backup.ts";
import { writeBackup } from "../../../src/backup/write-backup.ts";
import { sendMessage } from "../../../src/commands/send-message.ts";
import { tellBackups } from "../../../src/erasure/erased-list.ts";
import { Codec } from "../../../src/event-store/codec/codec.ts";
import { KeyRing } from "../../../src/event-store/keys/key-ring.ts";
import { KeyTable } from "../../../src/event-store/keys/key-table.ts";
import { MasterKey } from "../../../src/event-store/keys/master-key.ts";
import { PostgresEventStore } from "../../../src/event-store/postgres/postgres-event-store.ts";
import { eventTypes } from "../../../src/events/index.ts";
import { createCommandContext } from "../../../src/commands/create-context.ts";
import { migratedDatabase, query } from "../../support/database.ts";
import { ada, bob, register, startRoom, type Process } from "../commands/processes.ts";

/** Of a file with nothing in it. */
const empty = createHash("sha256").digest("hex");
const master = new MasterKey(randomBytes(32));
let folder: string;
let opened: AsyncDisposableStack;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "verbatim-backup-"));
  opened = new AsyncDisposableStack();
});
afterEach(async () => {
  await opened.disposeAsync();
  await rm(folder, { recursive: true, force: true });
});

/** A deployment on a database of its own, with the master key that all share. */
async function deployment(url: string): Promise<Process & { readonly url: string }> {
  const pool = opened.adopt(new pg.Pool({ connectionString: url, max: 4 }), (each) => each.end());
  const table = new KeyTable(pool, master);
  await table.assertMasterKey();
  const keys = opened.adopt(new KeyRing(table, { connectionString: url }, () => undefined), (each) => each.close());
  keys.open();
  const store = opened.adopt(await PostgresEventStore.open({ url }), (each) => each.close());
  const parts = { store, codec: new Codec(eventTypes, keys), keys, pool, report: () => undefined };
  const commands = createCommandContext({ ...parts, clock: () => new Date().toISOString() });
  opened.adopt(commands, (each) => each.close());
  return { ...parts, url, commands, eventsRead: () => 0, reports: [] };
}

const here = (name = "backup"): string => join(folder, name);

async function backUp(from: Process, name?: string): Promise<void> {
  await writeBackup(from, { folder: here(name), log: "postgresql", onTable: () => undefined });
}

async function restore(url: string, erasedLists: readonly string[] = [], key = master): Promise<Restored> {
  const pool = new pg.Pool({ connectionString: url, max: 2 });
  try {
    const request = { folder: here(), erasedLists, log: "postgresql", onTable: () => undefined } as const;
    return await restoreBackup({ pool, master: key }, request);
  } finally {
    await pool.end();
  }
}

async function says(
  { commands }: Process,
  content: string,
  room: Awaited<ReturnType<typeof startRoom>>,
): Promise<void> {
  expect(await sendMessage(commands, { actor: ada, conversationId: room, content })).toMatchObject({ kind: "done" });
}

async function wordsIn({ store, commands }: Process): Promise<unknown[]> {
  const events = await commands.codec.decode(await Array.fromAsync(store.readAll({ after: 0n })));
  return events.flatMap(({ type, data }) => (type === "MessageSent" ? [data["content"]] : []));
}

async function logOf(url: string): Promise<unknown[]> {
  return query(
    url,
    "select position, revision, event_id, stream, type, data, metadata from log.events order by position",
  );
}

async function lived(): Promise<Process & { readonly url: string }> {
  const process = await deployment(await migratedDatabase());
  await register(process, ada, bob);
  const room = await startRoom(process, "Yard");
  await says(process, "tabs\tand\\backslashes\nand “lines” 🦑", room);
  return process;
}

describe("a backup", () => {
  it("brings everything back, under another epoch", async () => {
    const old = await lived();
    await backUp(old);
    const url = await migratedDatabase();
    await restore(url);
    const restored = await deployment(url);
    expect(await logOf(url)).toEqual(await logOf(old.url));
    expect(await wordsIn(restored)).toEqual(await wordsIn(old));
    expect(await restored.store.epoch()).not.toBe(await old.store.epoch());
    await says(restored, "and on it goes", await startRoom(restored, "Garden"));
  });

  it("holds no read model, no snapshot and no master key", async () => {
    await backUp(await lived());
    const files = await readdir(here());
    expect(files.filter((name) => /^(users|lines|search|commands|bullmq)/.test(name))).toEqual([]);
    expect(files).toEqual(
      expect.arrayContaining(["erased.ndjson", "keys.keys.copy", "log.events.copy", "manifest.json"]),
    );
  });

  it("is of one moment, while people write", async () => {
    const process = await lived();
    const room = await startRoom(process, "Busy");
    let isOver = false;
    const writing = (async () => {
      while (!isOver) await says(process, "again", room);
    })();
    await backUp(process);
    isOver = true;
    await writing;
    const url = await migratedDatabase();
    await restore(url);
    const restored = await deployment(url);
    const events = await Array.fromAsync(restored.store.readAll({ after: 0n }));
    expect(events.map(({ position }) => Number(position))).toEqual(events.map((_, index) => index + 1));
    expect((await wordsIn(restored)).every((words) => typeof words === "string")).toBe(true);
  });

  it("ends where a file can't be written, and leaves the database to others", async () => {
    const old = await lived();
    const { pool } = old;
    await pool.query(
      "insert into log.events select 1000 + n, n, gen_random_uuid(), 'long', 'Said', repeat('x', 1000), '' from generate_series(0, 9999) n",
    );
    const onTable = (table: string, rows: number | null): void => {
      if (table === "log.events" && rows === null) mkdirSync(join(here(), "log.events.copy"));
    };
    await expect(writeBackup(old, { folder: here(), log: "postgresql", onTable })).rejects.toThrow(/EEXIST|EISDIR/);
    expect(
      await query(
        old.url,
        "select from pg_stat_activity where datname = current_database() and query like 'copy%' and state = 'active'",
      ),
    ).toEqual([]);
  });

  it("goes into a folder of its own", async () => {
    const process = await lived();
    await backUp(process);
    await expect(backUp(process)).rejects.toThrow(BackupRefused);
  });
});

describe("nothing is restored", () => {
  it.each([
    ["from a file that is damaged", async () => appendFile(here("backup/log.events.copy"), "x"), /damaged/],
    ["from a folder that is no whole backup", async () => rm(here("backup/manifest.json")), /no whole backup/],
    [
      "without the list of erased keys",
      async () => rm(here("backup/erased.ndjson")),
      /list of erased keys, is missing/,
    ],
    [
      "of a table that is none here",
      async () => {
        const text = await readFile(here("backup/manifest.json"), "utf8");
        const file = { table: "nowhere.nothing", columns: [], name: "nothing.copy", rows: 0, bytes: 0, sha256: empty };
        const changed = text.replace('"files": [', (begin) => `${begin}${JSON.stringify(file)},`);
        await writeFile(here("backup/manifest.json"), changed);
        await writeFile(here("backup/nothing.copy"), "");
      },
      /of a later release: there is no nowhere\.nothing here/,
    ],
  ])("%s", async (_, damage, sentence) => {
    await backUp(await lived());
    await damage();
    const url = await migratedDatabase();
    await expect(restore(url)).rejects.toThrow(sentence);
    expect(await logOf(url)).toEqual([]);
  });

  it("into a database that is not empty", async () => {
    const process = await lived();
    await backUp(process);
    await expect(restore(process.url)).rejects.toThrow(/not empty/);
  });

  it("with another master key, after which the right one is taken", async () => {
    await backUp(await lived());
    const url = await migratedDatabase();
    const pool = opened.adopt(new pg.Pool({ connectionString: url, max: 1 }), (each) => each.end());
    const wrong = new MasterKey(randomBytes(32));
    await new KeyTable(pool, wrong).assertMasterKey();
    await expect(restore(url, [], wrong)).rejects.toThrow("SECRET_KEY");
    await new KeyTable(pool, master).assertMasterKey();
    await restore(url);
  });

  it("with another master key", async () => {
    await backUp(await lived());
    const url = await migratedDatabase();
    await expect(restore(url, [], new MasterKey(randomBytes(32)))).rejects.toThrow(/^SECRET_KEY/);
    expect(await logOf(url)).toEqual([]);
  });
});

describe("what was erased since a backup", () => {
  it("is not in what is restored, whatever was erased before it and however often", async () => {
    const process = await lived();
    await process.keys.forSealing(["person:cem"]);
    for (const again of ["person:bob", "person:bob", "person:cem"] as const) await process.keys.destroy([again]);
    await backUp(process);
    await process.keys.destroy(["person:ada"], { personNumber: 1 });
    await tellBackups(process.pool, ["person:ada"]);
    const url = await migratedDatabase();
    expect(await restore(url)).toMatchObject({ erased: 1 });
    expect(await wordsIn(await deployment(url))).toEqual([null]);
  });

  it("is added to the lists of backups that were made, or restored, by those who restored one", async () => {
    await backUp(await lived(), "earlier");
    await cp(here("earlier"), here(), { recursive: true });
    const url = await migratedDatabase();
    await restore(url);
    const restored = await deployment(url);
    await restored.keys.destroy(["person:ada"], { personNumber: 1 });
    expect(await tellBackups(restored.pool, ["person:ada"])).toEqual([]);
    for (const name of ["earlier", "backup"])
      expect(await readFile(here(`${name}/erased.ndjson`), "utf8")).toContain('"name":"person:ada"');
  });

  it("is added to its list, and to no other's that cannot be reached", async () => {
    const process = await lived();
    await backUp(process);
    await process.keys.destroy(["person:ada"], { personNumber: 1 });
    expect(await tellBackups(process.pool, ["person:ada"])).toEqual([]);
    expect(await readFile(here("backup/erased.ndjson"), "utf8")).toContain('"name":"person:ada"');
    await rm(here(), { recursive: true });
    expect(await tellBackups(process.pool, ["person:ada"])).toEqual([expect.stringContaining("was not reached")]);
  });

  it("is not in what is restored with a newer list, and its secret was never written there", async () => {
    const process = await lived();
    await backUp(process);
    const [{ wrapped } = { wrapped: "" }] = await query<{ wrapped: string }>(
      process.url,
      "select encode(wrapped, 'hex') as wrapped from keys.keys where name = 'person:ada'",
    );
    expect(await readFile(here("backup/keys.keys.copy"), "utf8")).toContain(wrapped);
    await process.keys.destroy(["person:ada"], { personNumber: 1 });
    const [key] = await query(process.url, "select * from keys.erased");
    const { ordinal, id, name, person_number, destroyed_at } = key as Record<string, unknown>;
    const line = { ordinal: Number(ordinal), id, name, person_number, destroyed_at };
    await writeFile(here("newer.ndjson"), `${JSON.stringify(line)}\n`);
    const url = await migratedDatabase();
    expect(await restore(url, [here("newer.ndjson")])).toMatchObject({ erased: 1 });
    expect(await wordsIn(await deployment(url))).toEqual([null]);
    const erased = await query(
      url,
      "select name, wrapped, destroyed_at is not null as is from keys.keys where wrapped is null",
    );
    expect(erased).toEqual([{ name: "person:ada", wrapped: null, is: true }]);
  });
});
