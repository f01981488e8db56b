import { chmod, chown, mkdir, readFile, stat, writeFile } from "node:fs/promises";
import { createServer } from "node:net";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { joinEmbeddedPostgres } from "../../../src/platform/postgres/embedded/index.ts";
import { nobody } from "../../support/nobody.ts";
import { query } from "../../support/database.ts";
import { dataDirs, postmasterOf } from "../../support/own-postgres.ts";
import type { GuestLine } from "../../support/postgres-guest.ts";
import { openings } from "./opened.ts";

const isRoot = process.getuid?.() === 0;
const asUser = nobody ? { account: nobody } : {};

describe("An embedded PostgreSQL", () => {
  const newDataDir = dataDirs();
  const open = openings();
  const guest = (dataDir: string, as: "server" | "visitor", account = {}) =>
    open.child<GuestLine>({ script: "postgres-guest.ts", args: [dataDir, as], ...account });

  it("is there within seconds in an empty folder, keeps what it commits, and its password to its owner", async ({
    annotate,
  }) => {
    const dataDir = await newDataDir();
    const began = performance.now();
    const postgres = await joinEmbeddedPostgres({ dataDir, as: "server" });
    await query(postgres.url, "select 1");
    const took = performance.now() - began;
    await annotate(`the first start took ${Math.round(took)} ms`);
    expect(took).toBeLessThan(10_000); // 3 s where nothing else runs

    const durable = ["fsync", "synchronous_commit", "full_page_writes"];
    const settings = await query(postgres.url, "select setting from pg_settings where name = any ($1)", [durable]);
    expect(settings).toEqual([{ setting: "on" }, { setting: "on" }, { setting: "on" }]);
    expect((await stat(join(dataDir, "postgres.json"))).mode & 0o777).toBe(0o600);
    const { password } = JSON.parse(await readFile(join(dataDir, "postgres.json"), "utf8")) as { password: string };
    const wrong = postgres.url.replace(password, "wrong");
    await expect(query(wrong, "select 1")).rejects.toMatchObject({ code: "28P01" });
    await postgres.leave();
    expect(await postmasterOf(dataDir)).toBeNull();
  });

  it("is for one server, which others are told of, and for visitors; the last to leave stops it", async () => {
    const dataDir = await newDataDir();
    const first = await joinEmbeddedPostgres({ dataDir, as: "server" });
    const second = guest(dataDir, "server");
    await second.until((lines) => lines.length > 0);
    expect(second.lines[0]).toMatchObject({ kind: "refused", name: "StartRefused", setting: "DATA_DIR" });
    expect(second.lines[0]).toMatchObject({ message: expect.stringContaining(dataDir) as string });
    expect(second.lines[0]).toMatchObject({ message: expect.stringContaining(`process ${process.pid}`) as string });

    const [leaver, stayer] = [guest(dataDir, "visitor"), guest(dataDir, "visitor")];
    for (const visitor of [leaver, stayer]) await visitor.until((lines) => lines.length > 0);
    expect(leaver.lines).toEqual([{ kind: "joined", url: first.url }]);
    await leaver.finish();
    expect(leaver.lines.at(-1)).toEqual({ kind: "left" });
    expect(await query(first.url, "select 1 as one")).toEqual([{ one: 1 }]);
    await first.leave();
    expect(await query(first.url, "select 1 as one")).toEqual([{ one: 1 }]);
    await stayer.finish();
    expect(stayer.lines.at(-1)).toEqual({ kind: "left" });
    expect(await postmasterOf(dataDir)).toBeNull();
  });

  it("takes exactly one of two servers that start at once in an empty folder, and tells the other", async () => {
    const dataDir = await newDataDir();
    const both = [guest(dataDir, "server"), guest(dataDir, "server")];
    await Promise.all(both.map((each) => each.until((lines) => lines.length > 0)));
    const [winner, loser] = both.map(({ lines }) => lines[0]).toSorted((a) => (a?.kind === "joined" ? -1 : 1));
    expect(winner?.kind).toBe("joined");
    expect(loser).toMatchObject({ kind: "refused", name: "StartRefused", setting: "DATA_DIR" });
    expect(loser).toMatchObject({ message: expect.stringMatching(/in use by another server/) as string });
  });

  it("moves to another port when something else has taken its own meanwhile", async () => {
    const dataDir = await newDataDir();
    const first = await joinEmbeddedPostgres({ dataDir, as: "server" });
    await query(first.url, "create table kept (id int)");
    await first.leave();
    const squatter = createServer().listen(Number(new URL(first.url).port), "127.0.0.1");
    const again = await joinEmbeddedPostgres({ dataDir, as: "server" });
    squatter.close();
    expect(again.url).not.toBe(first.url);
    expect(await query(again.url, "select id from kept")).toEqual([]);
    await again.leave();
  });

  it("refuses a DATA_DIR that is a file, by a sentence", async () => {
    const file = join(await newDataDir(), "file");
    await writeFile(file, "");
    const joining = joinEmbeddedPostgres({ dataDir: file, as: "server" });
    await expect(joining).rejects.toMatchObject({ name: "StartRefused", setting: "DATA_DIR" });
    await expect(joining).rejects.toThrow(file);
  });

  it("refuses a DATA_DIR that it must not write to, by a sentence", async ({ skip }) => {
    if (isRoot && !nobody) return skip("no folder is closed to root, and there is no other user");
    const dataDir = await newDataDir();
    await chmod(dataDir, 0o555);
    for (const closed of [dataDir, join(dataDir, "below")]) {
      const refused = guest(closed, "server", asUser);
      await refused.until((lines) => lines.length > 0);
      expect(refused.lines[0]).toMatchObject({ kind: "refused", name: "StartRefused", setting: "DATA_DIR" });
      expect(refused.lines[0]).toMatchObject({ message: expect.stringContaining(dataDir) as string });
    }
  });

  it("works for root in a folder that is closed to everybody else", async ({ skip }) => {
    if (!isRoot) return skip("only root runs PostgreSQL as another user");
    const dataDir = join(await newDataDir(), "closed", "data");
    await mkdir(dataDir, { recursive: true });
    await chmod(join(dataDir, ".."), 0o700);
    const postgres = await joinEmbeddedPostgres({ dataDir, as: "server" });
    expect(await query(postgres.url, "select 1 as one")).toEqual([{ one: 1 }]);
    const [{ folder } = { folder: "" }] = await query<{ folder: string }>(
      postgres.url,
      "select setting as folder from pg_settings where name = 'data_directory'",
    );
    expect((await stat(folder)).uid).not.toBe(0);
    await postgres.leave();
    expect(await postmasterOf(dataDir)).toBeNull();
  });

  it("works for an ordinary user", async ({ skip }) => {
    if (isRoot && !nobody) return skip("the machine has no user beside root");
    const dataDir = await newDataDir();
    if (nobody) await chown(dataDir, nobody.uid, nobody.gid);
    const user = guest(dataDir, "server", asUser);
    await user.until((lines) => lines.length > 0);
    const [joined] = user.lines;
    if (joined?.kind !== "joined") throw new Error(JSON.stringify(joined));
    expect(await query(joined.url, "select 1 as one")).toEqual([{ one: 1 }]);
    await user.finish();
    expect(user.lines.at(-1)).toEqual({ kind: "left" });
    expect(await postmasterOf(dataDir)).toBeNull();
  });
});
