import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, inject, it } from "vitest";
import { emptyDatabase } from "../support/database.ts";
import { ServerProcess } from "../support/server-process.ts";

let folder: string;
const started: ServerProcess[] = [];

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "verbatim-start-"));
});

afterEach(async () => {
  for (const server of started.splice(0)) await server.kill("SIGTERM");
  await rm(folder, { recursive: true, force: true });
});

async function start(settings: Readonly<Record<string, string>>): Promise<ServerProcess> {
  const server = await ServerProcess.start({ DATA_DIR: join(folder, "data"), ...settings });
  started.push(server);
  return server;
}

describe("a server in an empty folder", () => {
  it("is ready, survives a kill -9 with its log, and stops when it is told to", async () => {
    const first = await start({});
    const before = await first.ready();
    expect(before).toMatchObject({ status: "ready", position: expect.stringMatching(/^[0-9a-f-]{36}\.0$/) as string });
    expect(await first.kill("SIGKILL")).toBeNull();
    const second = await start({});
    expect(await second.ready()).toEqual(before);
    expect(await second.kill("SIGTERM")).toBe(0);
  });

  it("answers what it does not know as a problem", async () => {
    const server = await start({});
    await server.ready();
    const answer = await fetch(`${server.url}/api/nothing`);
    expect(answer.status).toBe(404);
    expect(answer.headers.get("content-type")).toContain("application/problem+json");
    expect(await answer.json()).toMatchObject({ code: "not_found", status: 404 });
  });

  it("is the only one there: a second is refused by name", async () => {
    const first = await start({});
    await first.ready();
    const second = await start({});
    expect(await second.exited()).toBe(1);
    expect(second.output).toMatch(/^verbatim: DATA_DIR: .+ is in use by another server \(process \d+\)\.\n$/);
    expect(await first.ready()).toMatchObject({ status: "ready" });
  });
});

describe("a server with a wrong setting", () => {
  it.each<[string, string, RegExp]>([
    ["PORT", "http", /whole number/],
    ["DATABASE_URL", "postgresql://nobody@127.0.0.1:1/x", /ECONNREFUSED/],
    ["DATABASE_URL", "postgresql://no.such.host.invalid/x", /ENOTFOUND|EAI_AGAIN/],
    ["EVENT_STORE_URL", "esdb://127.0.0.1:1?tls=false", /unavailable/],
    ["DATA_DIR", "/proc/nowhere", /cannot be used/],
    ["SECRET_KEY", "letmein", /32 random bytes/],
    ["DB_POOL_SIZE", "500", /do not fit/],
  ])("stops with one sentence that names it: %s=%s", async (setting, value, cause) => {
    const server = await start({ [setting]: value });
    expect(await server.exited()).toBe(1);
    expect(server.output).toMatch(new RegExp(`^verbatim: ${setting}: .+\\n$`));
    expect(server.output).toMatch(cause);
  });

  it.each([
    ["a wrong password", (url: URL) => (url.password = "wrong"), /password authentication failed/],
    ["a database that is not there", (url: URL) => (url.pathname = "/nothing"), /does not exist/],
  ])("says why a database cannot be used: %s", async (_, spoil, cause) => {
    const url = new URL(inject("postgresUrl"));
    spoil(url);
    const server = await start({ DATABASE_URL: url.href });
    expect(await server.exited()).toBe(1);
    expect(server.output).toMatch(/^verbatim: DATABASE_URL: .+\n$/);
    expect(server.output).toMatch(cause);
    expect(server.output).not.toContain(new URL(inject("postgresUrl")).password);
  });

  it("refuses a master key that is not the database's", async () => {
    const settings = {
      DATABASE_URL: await emptyDatabase(),
      DB_POOL_SIZE: "5",
      DB_MAX_OVERFLOW: "5",
      LOG_LEVEL: "error",
    };
    const first = await start({ ...settings, SECRET_KEY: "a".repeat(64) });
    await first.ready();
    const second = await start({ ...settings, SECRET_KEY: "b".repeat(64) });
    expect(await second.exited()).toBe(1);
    expect(second.output).toMatch(/^verbatim: SECRET_KEY: it is not the key .+\n$/);
  });
});
