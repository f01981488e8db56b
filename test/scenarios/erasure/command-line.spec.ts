import { execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { Client } from "pg";
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
let bob: Person;

async function run(...args: readonly string[]): Promise<{ readonly stdout: string; readonly stderr: string }> {
  return promisify(execFile)(process.execPath, [verbatim, ...args], { env: env() });
}

const env = () => ({ ...bareEnv, DATA_DIR: dataDir, DB_POOL_SIZE: "5", DB_MAX_OVERFLOW: "5" });

const databaseUrl = async (): Promise<string> =>
  urlOf(JSON.parse(await readFile(join(dataDir, "postgres.json"), "utf8")) as ConnectionFile);

/** Ctrl-C once it has said this. */
async function interrupted(after: string, ...args: readonly string[]): Promise<Interrupted> {
  const child = spawn(process.execPath, [verbatim, ...args], { env: env(), stdio: ["ignore", "pipe", "pipe"] });
  let stdout = "";
  let stderr = "";
  child.stdout.on("data", (chunk: Buffer) => {
    stdout += chunk.toString();
    if (stdout.includes(after)) child.kill("SIGINT");
  });
  child.stderr.on("data", (chunk: Buffer) => (stderr += chunk.toString()));
  const [exitCode] = (await once(child, "close")) as [number | null];
  return { exitCode, stderr };
}

interface Interrupted {
  readonly exitCode: number | null;
  readonly stderr: string;
}

beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), "verbatim-erase-"));
  const server = await ServerProcess.start({ DATA_DIR: dataDir, DB_POOL_SIZE: "5", DB_MAX_OVERFLOW: "5" });
  await server.ready();
  await Person.register(server.url, "root");
  ada = await Person.register(server.url, "adelgunde");
  bob = await Person.register(server.url, "balthasar");
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
    expect(await tracesInTables(await databaseUrl(), sought)).toEqual([]);
    await postgres.leave();
    expect((await run("people", "erased")).stdout).toContain(`"name":"person:${ada.id}","person_number":1`);
  });

  it(
    "an erasure that another process is at is left to it with Ctrl-C, and gone on with later",
    { timeout: 60_000 },
    async () => {
      const postgres = await joinEmbeddedPostgres({ dataDir, as: "visitor" });
      const other = new Client({ connectionString: await databaseUrl() });
      await other.connect();
      await other.query("select pg_advisory_lock(7265510, hashtext(''))");
      const { exitCode, stderr } = await interrupted("follow …", "people", "erase", bob.user.username ?? "");
      await other.end();
      await postgres.leave();
      expect(stderr).toBe(
        `verbatim: Interrupted. A server goes on with it, and so does "verbatim people erase ${bob.id}".\n`,
      );
      expect(exitCode).toBe(130);
      expect((await run("people", "erase", bob.id)).stdout).toContain("Done.");
    },
  );

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
