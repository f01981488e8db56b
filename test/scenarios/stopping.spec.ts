import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it, onTestFinished } from "vitest";
import { Person } from "../support/api-client.ts";
import { ownPostgres, postmasterOf } from "../support/own-postgres.ts";
import { ServerProcess } from "../support/server-process.ts";

/** PostgreSQL with all its sessions: connections stay, and nothing is answered any more. */
async function signalAll(dataDir: string, signal: NodeJS.Signals): Promise<void> {
  const postmaster = await postmasterOf(dataDir);
  if (postmaster === null) return;
  const children = await readFile(`/proc/${postmaster}/task/${postmaster}/children`, "utf8");
  for (const pid of [postmaster, ...children.split(" ").filter(Boolean).map(Number)]) process.kill(pid, signal);
}

describe("a server that is told to stop while its PostgreSQL is frozen", () => {
  it("ends in time all the same, and says so; what was acknowledged is there afterwards", async () => {
    const postgres = await ownPostgres();
    const settings = { DATABASE_URL: postgres.url, DATA_DIR: join(postgres.dataDir, "server") };
    const server = await ServerProcess.start({ ...settings, STOP_WITHIN: "2" });
    await server.ready();
    const ada = await Person.register(server.url, "ada");
    const { id } = await ada.start({ kind: "group", name: "Ice" });
    const { id: sent } = await ada.send(id, "before the frost");
    onTestFinished(() => signalAll(postgres.dataDir, "SIGCONT"));
    await signalAll(postgres.dataDir, "SIGSTOP");
    expect(await server.kill("SIGTERM")).toBe(1);
    expect(server.output).toContain("Not everything was put away in order within 2 seconds");

    await signalAll(postgres.dataDir, "SIGCONT");
    const next = await ServerProcess.start(settings);
    onTestFinished(async () => void (await next.kill("SIGTERM")));
    await next.ready();
    expect((await ada.at(next.url).get(`/api/messages/${sent}`)).json).toMatchObject({ content: "before the frost" });
  });
});
