import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { bareEnv } from "../support/bare-env.ts";
import { migratedDatabase, query } from "../support/database.ts";
import { realIrcLogs, writeLog } from "../support/irc-logs.ts";

const program = join(import.meta.dirname, "../../src/cli/verbatim.ts");

let folder: string;
let url: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "verbatim-import-"));
  url = await migratedDatabase();
});

afterEach(async () => {
  await rm(folder, { recursive: true, force: true });
});

interface Said {
  readonly exitCode: number | null;
  readonly output: string;
  readonly complaint: string;
}

function start(args: readonly string[], settings: Readonly<Record<string, string>> = {}): ChildProcess {
  const own = { DATABASE_URL: url, DATA_DIR: join(folder, "data"), DB_POOL_SIZE: "5", DB_MAX_OVERFLOW: "0" };
  const env = { ...bareEnv, ...own, ...settings };
  return spawn(process.execPath, [program, "import", "irc", ...args], { env, stdio: ["ignore", "pipe", "pipe"] });
}

async function ended(child: ChildProcess): Promise<Said> {
  let output = "";
  let complaint = "";
  child.stdout?.on("data", (chunk: Buffer) => (output += chunk.toString()));
  child.stderr?.on("data", (chunk: Buffer) => (complaint += chunk.toString()));
  const [exitCode] = (await once(child, "close")) as [number | null];
  return { exitCode, output, complaint };
}

/** What the room holds, in order, by the keys of its events: those tell the file and the line. */
async function keysInRoom(): Promise<readonly string[]> {
  const rows = await query<{ key: string }>(
    url,
    `select metadata::json -> 'key' ->> 'name' as key from log.events
     where stream like 'conversation-%' and type <> 'ConversationStarted' order by position`,
  );
  return rows.map(({ key }) => key);
}

const said = (nick: string, text: string): string => `[10:00] <${nick}> ${text}`;

/** Enough to be ended in the middle. */
const many = Array.from({ length: 30_000 }, (_, n) => said(n % 2 ? "ada" : "bob", `line ${n}`));

/** Whoever speaks for the first time joins before. */
const keysOfMany = many.flatMap((_, n) => [...(n < 2 ? [`irc:2013-07-10:${n}:joined`] : []), `irc:2013-07-10:${n}`]);

describe("verbatim import irc", () => {
  it("brings a folder into a room, and tells what came of each line", async () => {
    await writeLog(folder, "2006-01-02", {
      lines: ["=== ada [a@b]  has joined #tea", said("ada", "hello"), said("bob", "hello"), said("bob", ""), "garbage"],
      links: ["1 2 -", "9 9 -"],
    });
    const first = await ended(start([folder]));
    expect(first.exitCode).toBe(0);
    expect(first.output).toMatch(/^channel +#tea {2}1 files, 2 people\nlines +5\nmessages +2 {2}2 message\n/);
    expect(first.output).toMatch(/\nsystem +1 {2}1 join\nleft out +2\nreplies +1 {2}of 1 links/);
    expect(first.output).toMatch(/\nwritten +3 .*\nthere before +0\n/);
    expect(first.complaint).toContain("left out: 2006-01-02.raw.txt line 4: It has no form of an IRC log.\n");
    expect(first.complaint).toContain("left out: 2006-01-02.annotation.txt line 1: It points outside of the log.\n");
    const keys = await keysInRoom();
    expect(keys).toEqual(["0", "1", "2:joined", "2"].map((line) => `irc:2006-01-02:${line}`));
    expect((await ended(start([folder]))).output).toMatch(/\nwritten +0 .*\nthere before +3\n/);
    expect(await keysInRoom()).toEqual(keys);
  });

  it("only counts in a dry run", async () => {
    await writeLog(folder, "2006-01-02", { lines: ["=== ada [a@b]  has joined #tea", said("ada", "hello")] });
    const { exitCode, output, complaint } = await ended(start([folder, "--dry-run"]));
    expect({ exitCode, complaint }).toEqual({ exitCode: 0, complaint: "" });
    expect(output).toMatch(/\nlines +2\n/);
    expect(output).not.toContain("written");
    expect(await keysInRoom()).toEqual([]);
    expect(await readdir(folder)).toEqual(["2006-01-02.raw.txt"]);
  });

  it("lists the first twenty lines that it leaves out, or all of them", async () => {
    await writeLog(folder, "2013-07-10", { lines: Array<string>(30).fill("garbage") });
    await writeLog(folder, "2013-07-11", { lines: [] });
    const few = await ended(start([folder, "--dry-run", "--channel", "#tea"]));
    expect(few.complaint.match(/^left out: /gm)).toHaveLength(20);
    expect(few.complaint).toMatch(/\n… and 11 more; --verbose lists them all\.\n$/);
    const all = await ended(start([folder, "--dry-run", "--channel", "#tea", "--verbose"]));
    expect(all.complaint.match(/^left out: /gm)).toHaveLength(31);
    expect(all.complaint).toContain("left out: 2013-07-11.raw.txt: It is empty.\n");
  });

  it("goes on exactly where a kill -9 ended it", async () => {
    await writeLog(folder, "2013-07-10", { lines: many, links: many.slice(1).map((_, n) => `${n} ${n + 1} -`) });
    const killed = start([folder, "--channel", "#tea"]);
    const end = ended(killed);
    await expect.poll(async () => (await keysInRoom()).length, { timeout: 60_000 }).toBeGreaterThan(3_000);
    killed.kill("SIGKILL");
    await end;
    const half = await keysInRoom();
    expect(half).toEqual(keysOfMany.slice(0, half.length));
    expect(half.length).toBeLessThan(keysOfMany.length);
    expect(await ended(start([folder, "--channel", "#tea"]))).toMatchObject({ exitCode: 0 });
    expect(await keysInRoom()).toEqual(keysOfMany);
  });

  it("stops in order at Ctrl-C", async () => {
    await writeLog(folder, "2013-07-10", { lines: many });
    const stopped = start([folder, "--channel", "#tea"]);
    const end = ended(stopped);
    await expect.poll(async () => (await keysInRoom()).length, { timeout: 60_000 }).toBeGreaterThan(0);
    stopped.kill("SIGINT");
    const { exitCode, complaint } = await end;
    expect(exitCode).toBe(1);
    expect(complaint).toMatch(/verbatim: Stopped\. Run it again, and it goes on from here\.\n$/);
    const half = await keysInRoom();
    expect(half).toEqual(keysOfMany.slice(0, half.length));
  });

  it.each([
    ["a folder that is not there", ["/nowhere/at/all"], /^verbatim: \/nowhere\/at\/all cannot be read: .*ENOENT/],
    [
      "a channel that no line names",
      ["--dry-run"],
      /^verbatim: No line names the channel; name it with --channel\.\n$/,
    ],
    ["a channel without a name", ["--dry-run", "--channel", " "], /^verbatim: The channel needs a name\.\n$/],
  ])("refuses %s with a sentence", async (_, [first = "", ...more], sentence) => {
    await writeLog(folder, "2013-07-10", { lines: [said("ada", "hello")] });
    const { exitCode, complaint } = await ended(start(first.startsWith("/") ? [first] : [folder, first, ...more]));
    expect(exitCode).toBe(1);
    expect(complaint).toMatch(sentence);
  });
});

const real = realIrcLogs();
const reason = "VERBATIM_IRC_LOGS names no folder of logs";

describe("real logs of fourteen years", () => {
  it("are in the room whole, once", async ({ skip }) => {
    if (real === null) return skip(reason);
    const first = await ended(start([real]));
    expect(first.exitCode).toBe(0);
    expect(first.output).toMatch(/^channel +#ubuntu {2}27 files, /);
    expect(first.output).toMatch(/\nlines +39,387\n/);
    expect(first.output).toMatch(/\nmessages +35,545 {2}35,327 message, 212 action, 5 notice, 1 other\n/);
    expect(first.output).toMatch(/\nsystem +3,836 {2}2,508 join, 425 leave, 820 rename, 66 mode, 2 kick, 10 topic, /);
    expect(first.output).toMatch(/\nleft out +6\n/);
    expect(first.output).toMatch(/\nreplies +9,447 {2}of 9,881 links; /);
    const keys = await keysInRoom();
    expect(new Set(keys).size).toBe(keys.length);
    const words = await query<{ sent: number; replies: number }>(
      url,
      `select count(*)::int as sent, count(data::json ->> 'replyToId')::int as replies from log.events
       where type = 'MessageSent'`,
    );
    // What else the logs tell stands there in the importer's words: 903 lines.
    expect(words).toEqual([{ sent: 35_545 + 903, replies: 9_447 }]);
    const again = await ended(start([real]));
    expect(again.output).toMatch(/\nwritten +0 /);
    expect(await keysInRoom()).toEqual(keys);
  });
});
