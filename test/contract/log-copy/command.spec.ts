import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { describe, expect, it } from "vitest";
import { PostgresEventStore } from "../../../src/event-store/postgres/postgres-event-store.ts";
import { emptyDatabase, migratedDatabase } from "../../support/database.ts";
import { eventStoreDb } from "../../support/eventstoredb-under-test.ts";
import { verbatim, type Said } from "../../support/verbatim-command.ts";
import { event, fill, inEventStoreDb, newPrefix } from "./some-logs.ts";

const server = await eventStoreDb();
const program = join(import.meta.dirname, "../../../src/cli/verbatim.ts");

interface Places {
  readonly from: string;
  readonly prefix: string;
}

const argsOf = ({ from, prefix }: Places): string[] => ["--from", from, "--to", server.url, "--to-prefix", prefix];

async function log(command: "copy" | "compare", places: Places): Promise<Said> {
  return verbatim(["log", command, ...argsOf(places)], {});
}

async function filledDatabase(appends: number): Promise<string> {
  const url = await migratedDatabase();
  const store = await PostgresEventStore.open({ url });
  await fill(store, appends);
  await store.close();
  return url;
}

async function addTo(url: string): Promise<void> {
  const store = await PostgresEventStore.open({ url });
  await store.append("person-1", [event()], "none");
  await store.close();
}

/** Kills a copy, as nothing else does, once the target holds something. */
async function killedCopy(places: Places): Promise<void> {
  const copy = spawn(process.execPath, [program, "log", "copy", "--one-by-one", ...argsOf(places)], {
    stdio: "ignore",
  });
  const ended = once(copy, "close");
  const target = await inEventStoreDb(server.url, places.prefix);
  while ((await target.head()) === 0n && copy.exitCode === null) await pause(5);
  copy.kill("SIGKILL");
  await ended;
}

describe("verbatim log copy", () => {
  it("goes on after kill -9, and says what was there, what it wrote, and that it is all", async () => {
    const places = { from: await filledDatabase(300), prefix: newPrefix() };
    await killedCopy(places);
    const said = await log("copy", places);
    expect(said.exitCode).toBe(0);
    expect(said.output).toMatch(
      /there before {2}[1-9]\d*\nwritten +[1-9][\d,]*, in .+\nThe target holds all of the source/,
    );
    expect(await log("compare", places)).toMatchObject({
      exitCode: 0,
      output: expect.stringMatching(/^Identical: 600 events/m) as string,
    });
  });

  it("gives a PostgreSQL without tables its tables", async () => {
    const [from, to] = [await filledDatabase(3), await emptyDatabase()];
    expect(await verbatim(["log", "copy", "--from", from, "--to", to], {})).toMatchObject({ exitCode: 0 });
    expect(await verbatim(["log", "compare", "--from", from, "--to", to], {})).toMatchObject({ exitCode: 0 });
  });

  it.each<[why: string, from: () => Promise<string>, words: RegExp]>([
    ["it is empty", migratedDatabase, /^verbatim: The source, PostgreSQL at .+, holds no events\.\n$/],
    ["it holds no log", emptyDatabase, /^verbatim: The source, PostgreSQL at .+: it holds no log\.\n$/],
    [
      "nobody is there",
      () => Promise.resolve("postgresql://a:secret@127.0.0.1:9/b"),
      /^verbatim: The source, PostgreSQL at 127\.0\.0\.1:9\/b, cannot be used: .+\n$/,
    ],
    ["it is no place", () => Promise.resolve("mysql://a"), /^verbatim: --from must be .+\n$/],
    ["it is the target", () => Promise.resolve(server.url), /^verbatim: Source and target are the same log\.\n$/],
  ])("refuses a source in a sentence where %s", async (_, from, words) => {
    const args = ["log", "copy", "--from", await from(), "--to", server.url];
    expect(await verbatim(args, {})).toMatchObject({ exitCode: 1, complaint: expect.stringMatching(words) as string });
  });
});

describe("verbatim log compare", () => {
  it("names the first difference and ends with 1", async () => {
    const places = { from: await filledDatabase(3), prefix: newPrefix() };
    expect(await log("copy", places)).toMatchObject({ exitCode: 0 });
    await addTo(places.from);
    const said = await log("compare", places);
    expect(said.exitCode).toBe(1);
    expect(said.output).toMatch(
      /6 events are the same.+\nin {4}their ends\nfrom {2}SomethingHappened .+ revision 0 of person-1, at 7\nto {4}ends here\n$/,
    );
  });

  it("ends with 2 where it cannot know", async () => {
    const said = await log("compare", { from: await emptyDatabase(), prefix: newPrefix() });
    expect(said).toMatchObject({ exitCode: 2, complaint: expect.stringMatching(/^verbatim: /) as string });
  });
});
