import { execFile } from "node:child_process";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { bareEnv } from "../../support/bare-env.ts";
import { urlOf, type ConnectionFile } from "../../../src/platform/postgres/embedded/connection-file.ts";
import { joinEmbeddedPostgres } from "../../../src/platform/postgres/embedded/index.ts";
import { made, Person } from "../../support/api-client.ts";
import { ServerProcess } from "../../support/server-process.ts";
import { tracesInFiles, tracesInTables } from "./traces.ts";

const verbatim = join(import.meta.dirname, "../../../src/cli/verbatim.ts");
const word = "Nachtischkompass";

let dataDir: string;
let ada: Person;

async function run(...args: readonly string[]): Promise<{ readonly stdout: string; readonly stderr: string }> {
  const env = { ...bareEnv, DATA_DIR: dataDir, DB_POOL_SIZE: "5", DB_MAX_OVERFLOW: "5" };
  return promisify(execFile)(process.execPath, [verbatim, ...args], { env });
}

beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), "verbatim-erase-"));
  const server = await ServerProcess.start({ DATA_DIR: dataDir, DB_POOL_SIZE: "5", DB_MAX_OVERFLOW: "5" });
  await server.ready();
  await Person.register(server.url, "root");
  ada = await Person.register(server.url, "adelgunde");
  const { id } = await ada.start({ kind: "group", name: "Yard" });
  const { after } = await ada.send(id, word);
  made(await ada.get(`/api/conversations/${id}/messages?min_position=${after}`));
  await server.kill("SIGTERM");
}, 60_000);

afterAll(() => rm(dataDir, { recursive: true, force: true }));

describe("on the command line, while no server runs,", () => {
  it("somebody is erased by their username, wholly", { timeout: 60_000 }, async () => {
    const { stdout } = await run("people", "erase", ada.user.username ?? "");
    expect(stdout).toContain("Erased person 1");
    expect(stdout).toContain("Done.");
    const sought = { word, username: ada.user.username ?? "" };
    expect(await tracesInFiles(dataDir, sought)).toEqual([]);
    const postgres = await joinEmbeddedPostgres({ dataDir, as: "visitor" });
    const url = urlOf(JSON.parse(await readFile(join(dataDir, "postgres.json"), "utf8")) as ConnectionFile);
    expect(await tracesInTables(url, sought)).toEqual([]);
    await postgres.leave();
    expect((await run("people", "erased")).stdout).toContain(`"name":"person:${ada.id}","person_number":1`);
  });

  it("nobody is erased whom there is not", async () => {
    await expect(run("people", "erase", "nobody")).rejects.toMatchObject({
      stderr: expect.stringContaining("there is no account of this username or id") as string,
    });
  });

  it("a backup is refused where its folder has something in it", async () => {
    await expect(run("backup", dataDir)).rejects.toMatchObject({
      stderr: expect.stringMatching(/^verbatim: .* is not empty/m) as string,
    });
  });
});
