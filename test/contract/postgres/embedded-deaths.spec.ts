import { spawnSync } from "node:child_process";
import { chown, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import pg from "pg";
import { describe, expect, it, vi } from "vitest";
import { joinEmbeddedPostgres } from "../../../src/platform/postgres/embedded/index.ts";
import type { Child } from "../../support/child.ts";
import { query } from "../../support/database.ts";
import { nobody } from "../../support/nobody.ts";
import { dataDirs, killPostmaster, postmasterOf } from "../../support/own-postgres.ts";
import type { GuestLine } from "../../support/postgres-guest.ts";
import { openings } from "./opened.ts";

describe("An embedded PostgreSQL survives", () => {
  const newDataDir = dataDirs();
  const open = openings();
  const guest = (dataDir: string, options = {}) =>
    open.child<GuestLine>({ script: "postgres-guest.ts", args: [dataDir, "server"], ...options });

  /** A server in a process of its own that has written something. */
  async function filled(dataDir: string, options = {}): Promise<{ server: Child<GuestLine>; url: string }> {
    const server = guest(dataDir, options);
    const url = await joined(server);
    await query(url, "create table kept as select 7 as id");
    return { server, url };
  }

  it("kill -9 of its server: it runs on, and the next one finds it and its data on the same port", async () => {
    const dataDir = await newDataDir();
    const { server, url } = await filled(dataDir);
    const pid = await postmasterOf(dataDir);
    await server.kill();
    const next = await joinEmbeddedPostgres({ dataDir, as: "server" });
    expect(next.url).toBe(url);
    expect(await postmasterOf(dataDir)).toBe(pid);
    expect(await query(url, "select id from kept")).toEqual([{ id: 7 }]);
    await next.leave();
    expect(await postmasterOf(dataDir)).toBeNull();
  });

  it("kill -9 of itself: the server that uses it starts it again, with its data on the same port", async () => {
    const dataDir = await newDataDir();
    const { server, url } = await filled(dataDir);
    const killed = await killPostmaster(dataDir);
    await server.until((lines) => lines.some(({ kind }) => kind === "report"));
    await vi.waitFor(() => query(url, "select 1"), { timeout: 20_000, interval: 100 });
    expect(await query(url, "select id from kept")).toEqual([{ id: 7 }]);
    expect(await postmasterOf(dataDir)).not.toBe(killed);
    await server.finish();
    expect(server.lines.at(-1)).toEqual({ kind: "left" });
    expect(await postmasterOf(dataDir)).toBeNull();
  });

  it("kill -9 of both: the next server starts it again, with its data on the same port", async () => {
    const dataDir = await newDataDir();
    const { server, url } = await filled(dataDir);
    await server.kill();
    await killPostmaster(dataDir);
    const next = await joinEmbeddedPostgres({ dataDir, as: "server" });
    expect(next.url).toBe(url);
    expect(await query(url, "select id from kept")).toEqual([{ id: 7 }]);
    await next.leave();
  });

  it("kill -9 of both while a session of it is busy and does not notice for seconds", async () => {
    const dataDir = await newDataDir();
    const { server, url } = await filled(dataDir);
    const busy = await keepBusy(url);
    await server.kill();
    await killPostmaster(dataDir);
    const next = await joinEmbeddedPostgres({ dataDir, as: "server" });
    expect(await query(next.url, "select id from kept")).toEqual([{ id: 7 }]);
    await busy.ended;
    await next.leave();
  });

  it("kill -9 of itself just before its server leaves, which then leaves without an error", async () => {
    const dataDir = await newDataDir();
    const postgres = await joinEmbeddedPostgres({ dataDir, as: "server" });
    await killPostmaster(dataDir);
    await postgres.leave();
    await expect.poll(() => postmasterOf(dataDir), { timeout: 20_000 }).toBeNull();
  });

  it("kill -9 of itself when it cannot be started again yet, while its server leaves without an error", async () => {
    const dataDir = await newDataDir();
    let isReported = false;
    const postgres = await joinEmbeddedPostgres({ dataDir, as: "server", report: () => (isReported = true) });
    const busy = await keepBusy(postgres.url);
    await killPostmaster(dataDir);
    await vi.waitUntil(() => isReported, { timeout: 20_000 });
    await postgres.leave();
    await expect.poll(() => postmasterOf(dataDir), { timeout: 20_000 }).toBeNull();
    await busy.ended;
  });

  it("a file of a dead one that names a process which is by now something else", async () => {
    const dataDir = await newDataDir();
    const { server } = await filled(dataDir);
    await server.kill();
    await leaveFileNaming(process.pid, dataDir);
    const next = await joinEmbeddedPostgres({ dataDir, as: "server" });
    expect(await query(next.url, "select id from kept")).toEqual([{ id: 7 }]);
    await next.leave();
  });

  it("a file of a dead one that names a process which is by now another user's", async ({ skip }) => {
    if (!nobody) return skip("only root can take two users' parts");
    const dataDir = await newDataDir();
    await chown(dataDir, nobody.uid, nobody.gid);
    const { server } = await filled(dataDir, { account: nobody });
    await server.kill();
    await leaveFileNaming(process.pid, dataDir);
    const next = guest(dataDir, { account: nobody });
    expect(await query(await joined(next), "select id from kept")).toEqual([{ id: 7 }]);
    await next.finish();
  });

  it("kill -9 of itself where nobody cleans up after dead processes, as in a container", async ({ skip }) => {
    const container = ["unshare", "--pid", "--fork", "--mount-proc", "--kill-child"];
    if (spawnSync("unshare", [...container.slice(1), "true"]).status !== 0)
      return skip("it takes rights we don't have");
    const dataDir = await newDataDir();
    const { server, url } = await filled(dataDir, { within: container });
    await killPostmaster(dataDir);
    await server.until((lines) => lines.some(({ kind }) => kind === "report"));
    await vi.waitFor(() => query(url, "select id from kept"), { timeout: 15_000, interval: 100 });
    await server.finish();
    expect(server.lines.at(-1)).toEqual({ kind: "left" });
  });

  it("kill -9 of its server in the middle of the first start, whenever that is", async () => {
    for (const after of [200, 350, 500, 650, 1_000]) {
      const dataDir = await newDataDir();
      const server = guest(dataDir);
      await pause(after);
      await server.kill();
      const next = await joinEmbeddedPostgres({ dataDir, as: "server" });
      expect(await query(next.url, "select 1 as one")).toEqual([{ one: 1 }]);
      await next.leave();
      expect(await postmasterOf(dataDir)).toBeNull();
    }
  });
});

async function joined(server: Child<GuestLine>): Promise<string> {
  await server.until((lines) => lines.some(({ kind }) => kind !== "report"));
  const line = server.lines.find(({ kind }) => kind !== "report");
  if (line?.kind !== "joined") throw new Error(JSON.stringify(line));
  return line.url;
}

/** A session that computes for seconds, in which it notices nothing. */
async function keepBusy(url: string): Promise<{ ended: Promise<unknown> }> {
  const session = new pg.Client({ connectionString: url, application_name: "busy" });
  session.on("error", () => undefined); // it is to be lost
  await session.connect();
  const computing = session.query("do $$ begin for n in 1 .. 900000000 loop end loop; end $$");
  const active = "select 1 from pg_stat_activity where application_name = 'busy' and state = 'active'";
  await expect.poll(() => query(url, active)).toHaveLength(1);
  return { ended: Promise.allSettled([computing]) };
}

/** Ends PostgreSQL as a power cut would, its number given to another process since. */
async function leaveFileNaming(pid: number, dataDir: string): Promise<void> {
  const file = join(dataDir, "postgres", "postmaster.pid");
  await killPostmaster(dataDir);
  await vi.waitUntil(async () => (await postmasterOf(dataDir)) === null);
  const [, ...rest] = (await readFile(file, "utf8")).split("\n");
  await writeFile(file, [String(pid), ...rest].join("\n"));
}
