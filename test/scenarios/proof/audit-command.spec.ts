import { execFile } from "node:child_process";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { beforeEach, describe, expect, it, onTestFinished } from "vitest";
import { bareEnv } from "../../support/bare-env.ts";
import { emptyDatabase, query } from "../../support/database.ts";
import { Person } from "../../support/api-client.ts";
import { ServerProcess } from "../../support/server-process.ts";

const program = join(import.meta.dirname, "../../../src/cli/verbatim.ts");

let settings: Readonly<Record<string, string>>;

beforeEach(async () => {
  const folder = await mkdtemp(join(tmpdir(), "verbatim-audit-"));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  settings = { DATA_DIR: folder, DATABASE_URL: await emptyDatabase() };
});

interface Said {
  readonly exitCode: number;
  readonly output: string;
  readonly complaint: string;
}

const audit = async (...args: readonly string[]): Promise<Said> =>
  new Promise((resolve) => {
    const env = { ...bareEnv, ...settings };
    execFile(process.execPath, [program, "audit", ...args], { env }, (error, output, complaint) => {
      resolve({ exitCode: Number(error?.code ?? 0), output, complaint });
    });
  });

const inLog = async (text: string): Promise<void> => {
  const url = settings["DATABASE_URL"] ?? "";
  await query(url, "alter table log.events disable trigger events_are_facts");
  await query(url, text);
  await query(url, "alter table log.events enable trigger events_are_facts");
};

/** Something was said, and the server is gone again. */
async function talk(): Promise<void> {
  const server = await ServerProcess.start(settings);
  onTestFinished(async () => void (await server.kill("SIGKILL")));
  await server.ready();
  const ada = await Person.register(server.url, "ada");
  const { id } = await ada.start({ kind: "group", name: "Lunch", member_ids: [] });
  for (const word of ["Soup?", "Bread.", "Tea!"]) await ada.send(id, word);
  await server.kill("SIGTERM");
}

describe("verbatim audit", () => {
  it("makes a checkpoint, prints and publishes it, and finds the log to be what it was", async () => {
    await talk();
    const { output, exitCode } = await audit("checkpoint");
    expect(exitCode).toBe(0);
    const made = JSON.parse(output) as { readonly size: number };
    const published: unknown = JSON.parse(
      await readFile(join(settings["DATA_DIR"] ?? "", "checkpoints/latest.json"), "utf8"),
    );
    expect(published).toEqual(made);
    expect((await audit("checkpoint", "--key")).output).toMatch(/^[0-9a-f]{64}\n$/);
    const verified = await audit("verify");
    expect(verified.exitCode).toBe(0);
    expect(verified.output).toMatch(new RegExp(`${made.size} events and \\d+ checkpoints were compared`));
    expect(verified.output).toContain("Nothing was changed, left out or slipped in since the checkpoints were made.");
  });

  it("names what was changed, with an exit code for scripts, and makes no checkpoint of it", async () => {
    await talk();
    await audit("checkpoint");
    await inLog("update log.events set metadata = metadata || ' ' where position = 2");
    expect((await audit("verify")).exitCode).toBe(0); // a blank between is no other value
    await inLog("update log.events set type = 'ConversationHidden' where position = 2");
    const verified = await audit("verify");
    expect(verified.exitCode).toBe(1);
    expect(verified.output).toContain("Event 1 of the log (conversation-");
    await inLog("update log.epoch set epoch = gen_random_uuid()");
    const refused = await audit("checkpoint");
    expect(refused.exitCode).toBe(1);
    expect(refused.complaint).toContain("verbatim: The log: Event 1 of the log (conversation-");
  });
});
