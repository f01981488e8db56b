import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { urlOf, type ConnectionFile } from "../../../src/platform/postgres/embedded/connection-file.ts";
import { made, Person } from "../../support/api-client.ts";
import { query } from "../../support/database.ts";
import { ServerProcess } from "../../support/server-process.ts";
import { tracesInFiles, tracesInTables } from "./traces.ts";
import { ask, erased } from "./wilhelmine.ts";

let dataDir: string;
let server: ServerProcess;
let root: Person;

async function start(): Promise<void> {
  server = await ServerProcess.start({ DATA_DIR: dataDir, DB_POOL_SIZE: "5", DB_MAX_OVERFLOW: "5" });
  await server.ready();
}

async function database(): Promise<string> {
  return urlOf(JSON.parse(await readFile(join(dataDir, "postgres.json"), "utf8")) as ConnectionFile);
}

beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), "verbatim-killed-"));
  await start();
  root = await Person.register(server.url, "root");
}, 60_000);

afterAll(async () => {
  await server.kill("SIGTERM");
  await rm(dataDir, { recursive: true, force: true });
});

/** What says in the database how far an erasure has come. */
const stages = {
  "the moment it was asked for": "true",
  "the key was destroyed": "exists (select from keys.keys where name = 'person:' || user_id and wrapped is null)",
  "the log was told": "position is not null",
  "tables were cleaned": "cleaned_at is not null",
} as const;

describe("a server that is killed", () => {
  it.each(Object.entries(stages))("when %s goes on with it", { timeout: 90_000 }, async (stage, condition) => {
    const word = `Wolkenbruchzeile${Object.keys(stages).indexOf(stage)}`;
    const ada = await Person.register(server.url, "adelheid");
    const { id } = await ada.start({ kind: "group", name: "Yard" });
    const { after } = await ada.send(id, word);
    made(await ada.get(`/api/conversations/${id}/messages?min_position=${after}`));
    await ask(root.at(server.url), ada);
    const url = await database();
    await vi.waitUntil(
      async () =>
        (await query(url, `select from erasure.people where user_id = $1 and ${condition}`, [ada.id])).length > 0,
      { timeout: 30_000, interval: 1 },
    );
    await server.kill("SIGKILL");
    await start();
    expect(await erased(root.at(server.url), ada)).toMatchObject({ state: "done", remains: [] });
    const sought = { word, username: ada.user.username ?? "" };
    expect(await tracesInTables(await database(), sought)).toEqual([]);
    expect(await tracesInFiles(dataDir, sought)).toEqual([]);
  });
});
