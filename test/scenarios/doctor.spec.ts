import { chmod, mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from "vitest";
import type { Finding } from "../../src/doctor/finding.ts";
import { Person } from "../support/api-client.ts";
import { emptyDatabase, query } from "../support/database.ts";
import { EventStoreDbServer } from "../support/eventstoredb/index.ts";
import { ServerProcess } from "../support/server-process.ts";
import { verbatim } from "../support/verbatim-command.ts";

type Settings = Readonly<Record<string, string>>;

const secret = Buffer.alloc(32, 1).toString("base64");
const other = Buffer.alloc(32, 2).toString("base64");

const folders: string[] = [];
afterAll(async () => {
  for (const folder of folders) await rm(folder, { recursive: true, force: true });
});

/** A deployment in which somebody has an account, and no server runs any more. */
async function deployment(): Promise<Settings & { readonly DATABASE_URL: string; readonly DATA_DIR: string }> {
  const folder = await mkdtemp(join(tmpdir(), "verbatim-doctor-"));
  folders.push(folder);
  const pool = { DB_POOL_SIZE: "5", DB_MAX_OVERFLOW: "5" };
  const settings = { DATA_DIR: folder, DATABASE_URL: await emptyDatabase(), SECRET_KEY: secret, ...pool };
  const server = await ServerProcess.start(settings);
  await server.ready();
  await Person.register(server.url, "Ada");
  expect(await server.kill("SIGTERM")).toBe(0);
  return settings;
}

async function started(settings: Settings): Promise<ServerProcess> {
  const server = await ServerProcess.start(settings);
  onTestFinished(async () => void (await server.kill("SIGKILL")));
  await server.ready();
  return server;
}

interface Examined {
  readonly exitCode: number;
  readonly ok: readonly string[];
  readonly warnings: readonly string[];
  readonly problems: readonly string[];
}

async function examined(settings: Settings): Promise<Examined> {
  const { exitCode, output, complaint } = await verbatim(["doctor", "--json"], settings);
  expect(complaint).toBe("");
  const { findings } = JSON.parse(output) as { readonly findings: readonly Finding[] };
  const of = (state: Finding["state"]): string[] =>
    findings.filter((each) => each.state === state).map(({ about, sentence }) => `${about}: ${sentence}`);
  return { exitCode, ok: of("ok"), warnings: of("warning"), problems: of("problem") };
}

const like = (...patterns: readonly RegExp[]): unknown[] =>
  patterns.map((pattern) => expect.stringMatching(pattern) as unknown);

describe("the doctor", () => {
  let untouched: Awaited<ReturnType<typeof deployment>>;
  beforeAll(async () => {
    untouched = await deployment();
  });

  it("finds a deployment well beside its running server, thing by thing, a line each", async () => {
    const settings = untouched;
    await started(settings);
    const said = await verbatim(["doctor"], settings);
    expect(said).toMatchObject({ exitCode: 0, complaint: "" });
    const lines = said.output.trimEnd().split("\n");
    expect(lines.at(-1)).toMatch(/^problems: 0, warnings: \d+$/);
    expect(lines.slice(0, -1).every((line) => /^(ok|WARNING) +[a-z]+ +\S.+\.$/.test(line))).toBe(true);
    const about = new Set(lines.slice(0, -1).map((line) => line.split(/ +/)[1]));
    expect([...about]).toEqual([
      "settings",
      "data",
      "redis",
      "mail",
      "postgres",
      "log",
      "keys",
      "models",
      "jobs",
      "proof",
    ]);
    expect((await examined(settings)).ok).toEqual(
      expect.arrayContaining(
        like(
          /this release's shape/,
          /clock .+ agree/,
          /judges appends/,
          /opens all of the [1-9]\d* keys/,
          /can be read with these keys/,
          /events are proved/,
        ),
      ),
    );
  });

  it("changes nothing where nothing is yet", async () => {
    const folder = await mkdtemp(join(tmpdir(), "verbatim-doctor-"));
    onTestFinished(() => rm(folder, { recursive: true, force: true }));
    const { exitCode, warnings } = await examined({ DATA_DIR: join(folder, "data") });
    expect(warnings).toEqual(like(/^data: .+ not there yet/, /^postgres: .+ not made yet/));
    expect(exitCode).toBe(0);
    expect(await readdir(folder)).toEqual([]);
  });

  it("names the setting for which the server would refuse to start", async () => {
    const { exitCode, problems } = await examined({ PORT: "many" });
    expect({ exitCode, problems }).toEqual({ exitCode: 1, problems: like(/^settings: .+ PORT: it must be/) });
  });

  it("says which servers are out of reach, and goes on", async () => {
    const nobody = "127.0.0.1:9";
    const { exitCode, problems } = await examined({
      DATA_DIR: tmpdir(),
      DATABASE_URL: `postgresql://ada:secret@${nobody}/chat`,
      REDIS_URL: `redis://${nobody}`,
      SMTP_URL: `smtp://ada:secret@${nobody}`,
    });
    expect(exitCode).toBe(1);
    expect(problems).toEqual(like(/^redis: .+REDIS_URL/, /^mail: .+SMTP_URL/, /^postgres: .+DATABASE_URL/));
    expect(problems.join()).not.toContain("secret");
  });

  it("says that another master key belongs to the keys", async () => {
    const settings = untouched;
    const { exitCode, problems } = await examined({ ...settings, SECRET_KEY: other });
    expect({ exitCode, problems }).toEqual({ exitCode: 1, problems: like(/^keys: SECRET_KEY: it is not the key/) });
  });

  it("names keys that the master key does not open, and so does a start", async () => {
    const settings = await deployment();
    const [key] = await query<{ name: string }>(
      settings.DATABASE_URL,
      "update keys.keys set wrapped = wrapped || '\\x00' where name like 'person:%' returning name",
    );
    const named = new RegExp(`1 of \\d+ keys are not opened by the master key \\(${key?.name}\\)`);
    expect((await examined(settings)).problems).toEqual(expect.arrayContaining(like(named)));
    const server = await started(settings);
    expect(server.output).toMatch(named);
  });

  it("says that keys of the log are in no table", async () => {
    const settings = await deployment();
    await query(settings.DATABASE_URL, "delete from keys.keys");
    const { problems } = await examined(settings);
    expect(problems).toEqual(like(/^keys: An event of the log cannot be read: Keys .+ restore the backup of the keys/));
  });

  it("knows another log when it sees one, and says how to go on", async () => {
    await using eventStore = await EventStoreDbServer.start();
    const settings = untouched;
    const { exitCode, problems } = await examined({ ...settings, EVENT_STORE_URL: eventStore.url });
    expect({ exitCode, problems }).toEqual({ exitCode: 1, problems: like(/^models: .+another log.+log adopt/) });
  });

  it("says that the log is not what was proved, and who finds out more", async () => {
    const settings = await deployment();
    await query(settings.DATABASE_URL, "update proof.builder set stopped = 'Event 2 is not the one that was proved.'");
    expect((await examined(settings)).problems).toEqual(like(/^proof: .+Event 2 is not the one.+audit verify/));
  });

  it("says what stopped, and that nobody is at work", async () => {
    const settings = await deployment();
    expect((await examined(settings)).warnings).toEqual(expect.arrayContaining(like(/^models: No process keeps/)));
    await query(
      settings.DATABASE_URL,
      "update projections.builds set state = 'stopped', error = 'no such column' where name = 'lines'",
    );
    const { exitCode, problems } = await examined(settings);
    expect({ exitCode, problems }).toEqual({
      exitCode: 1,
      problems: like(/^models: .+lines is stopped \(no such column\)/),
    });
  });

  it("says that others may read a secret", async () => {
    const settings = untouched;
    const path = join(settings.DATA_DIR, "secret.key");
    await writeFile(path, secret);
    await chmod(path, 0o644);
    expect((await examined(settings)).warnings).toEqual(
      expect.arrayContaining(like(/secret\.key can be read by others/)),
    );
  });
});
