import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { accountOf, needsFirstAccount } from "../../../src/auth/accounts.ts";
import { deleteConversation } from "../../../src/commands/delete-conversation.ts";
import { importerId, personId } from "../../../src/import/irc/ids.ts";
import { oneAtATime } from "../../../src/import/one-at-a-time.ts";
import { writeLog } from "../../support/irc-logs.ts";
import { channel, importing, type Importing } from "./importing.ts";

let deployment: Importing;

beforeEach(async () => {
  deployment = await importing();
  deployment.knows("ada", "bob", "eve");
});

afterEach(() => deployment[Symbol.asyncDispose]());

const said = (nick: string, text: string, minute = 0): string =>
  `[10:${String(minute).padStart(2, "0")}] <${nick}> ${text}`;
const joined = (nick: string): string => `=== ${nick} [a@b]  has joined #tea`;
const left = (nick: string): string => `=== ${nick} [a@b]  has left #tea []`;

describe("a folder of logs", () => {
  it("becomes a public room in which everything is said again, by whom and when it was said", async () => {
    await writeLog(deployment.folder, "2006-01-02.train-c", {
      lines: [
        "=== Topic for #tea: Green tea",
        joined("ada"),
        "[11:59] <ada> hello",
        "[00:00] <bob> hello ada",
        "=== bob pours",
        "=== bob is now known as bob|away",
        "[00:01] <bob|away>  bye",
        "=== bob|away was kicked off #tea by ada (later)",
        "=== mode/#tea [+b *!*@b]  by ada",
        left("ada"),
      ],
      links: ["2 3 -", "2 6 -", "3 6 -", "4 4 -"],
    });
    await writeLog(deployment.folder, "2018-02-27.train-c", {
      lines: ["[23:46]  * bob waits", "[00:07] <bob>", "[00:07] -eve:#tea- tea is served"],
      links: ["0 2 - "],
    });
    expect(await deployment.run()).toEqual({ written: 12, there: 0, nothing: 0, refused: 0 });
    expect(await deployment.transcript()).toEqual([
      "2006-01-02T11:59 importer ConversationStarted",
      "2006-01-02T11:59 importer describes: Green tea",
      "2006-01-02T11:59 importer: Topic for #tea: Green tea",
      "2006-01-02T11:59 ada MemberJoined",
      "2006-01-02T11:59 ada: hello",
      "2006-01-02T12:00 bob MemberJoined",
      "2006-01-02T12:00 bob: hello ada (to 4)",
      "2006-01-02T12:00 bob: * bob pours",
      "2006-01-02T12:00 importer: bob is now known as bob|away",
      "2006-01-02T12:01 bob:  bye (to 6)",
      "2006-01-02T12:01 importer removes bob",
      "2006-01-02T12:01 importer: bob|away was kicked off #tea by ada (later)",
      "2006-01-02T12:01 importer: mode/#tea [+b *!*@b]  by ada",
      "2006-01-02T12:01 ada MemberLeft",
      "2018-02-27T23:46 bob MemberJoined",
      "2018-02-27T23:46 bob: * bob waits",
      "2018-02-28T00:07 eve MemberJoined",
      "2018-02-28T00:07 eve: tea is served (to 15)",
    ]);
    expect(deployment.skipped).toMatchObject([{ file: "2018-02-27.train-c.raw.txt", line: 1 }]);
    const { state } = await deployment.commands.conversations.current(`conversation-${deployment.room}`);
    expect(state).toMatchObject({ kind: "room", visibility: "public", name: channel, owners: [importerId] });
    expect((await deployment.history()).every(({ imported }) => imported?.countsAsUnread === false)).toBe(true);
  });

  it("gives everybody an account that nobody can log in to, and takes nobody's place", async () => {
    await writeLog(deployment.folder, "2013-07-10", {
      lines: [said("ada", "hi"), said("|ada|", "hi"), said("ADA", "hi"), said("[]", "hi")],
    });
    await deployment.run();
    const accounts = await Promise.all(
      ["ada", "|ada|", "[]"].map((nick) => accountOf(deployment.auth, personId(channel, nick))),
    );
    expect(accounts).toMatchObject([
      { username: "ada", email: null, roles: [] },
      { username: "ada-2", email: null, roles: [] },
      { username: "irc", email: null, roles: [] },
    ]);
    const { rows } = await deployment.pool.query(
      "select count(*)::int as ways from accounts.accounts where password_hash is not null or not registered_in_log",
    );
    expect(rows).toEqual([{ ways: 0 }]);
    expect(await needsFirstAccount(deployment.auth)).toBe(true);
    const { state } = await deployment.commands.users.current(`user-${personId(channel, "|ada|")}`);
    expect(state).toMatchObject({ status: "registered", displayName: "|ada|" });
  });

  it("leaves out what the room refuses, and says so", async () => {
    await writeLog(deployment.folder, "2013-07-10", {
      lines: [
        said("ada", "x".repeat(10_241)),
        said("ada", " "),
        said("ada", "\0"),
        Buffer.from([0x5b, 0xff]),
        "=== Topic for #tea: ".padEnd(3_000, "x"),
        said("ada", "at last"),
      ],
    });
    expect(await deployment.run()).toEqual({ written: 2, there: 0, nothing: 0, refused: 0 });
    expect(deployment.skipped.map(({ line, reason }) => `${line} ${reason}`)).toEqual([
      "0 A message holds at most 10 KB of text.",
      "1 A message can't be empty.",
      "2 The text holds characters that can't be kept.",
      "3 It is not UTF-8.",
      "4 A description has at most 2000 characters.",
    ]);
  });
});

describe("importing again", () => {
  const first = { lines: [joined("ada"), said("ada", "one"), joined("bob"), left("bob"), joined("ada")] };
  const second = {
    lines: [joined("bob"), said("bob", "two"), joined("ada"), left("ada"), said("bob", "three", 1), joined("bob")],
    links: ["1 4 -"],
  };

  it("adds nothing", async () => {
    await writeLog(deployment.folder, "2006-01-02", first);
    await writeLog(deployment.folder, "2006-01-03", second);
    expect(await deployment.run()).toEqual({ written: 8, there: 0, nothing: 3, refused: 0 });
    const head = await deployment.store.head();
    expect(await deployment.run()).toEqual({ written: 0, there: 8, nothing: 3, refused: 0 });
    expect(await deployment.store.head()).toBe(head);
  });

  it("adds what came since, and replies to what was there", async () => {
    await writeLog(deployment.folder, "2006-01-03", { lines: second.lines.slice(0, 4) });
    await deployment.run();
    await writeLog(deployment.folder, "2006-01-03", second);
    expect(await deployment.run()).toMatchObject({ written: 1 });
    expect((await deployment.transcript()).at(-1)).toBe("2006-01-03T10:01 bob: three (to 2)");
  });

  it("adds the words of an earlier day after the later ones, and nobody comes or goes by it", async () => {
    await writeLog(deployment.folder, "2006-01-03", second);
    await deployment.run();
    await writeLog(deployment.folder, "2006-01-02", { lines: [...first.lines, joined("eve"), left("bob")] });
    expect(await deployment.run()).toMatchObject({ written: 1 });
    expect((await deployment.transcript()).slice(-2)).toEqual([
      "2006-01-02T10:00 ada MemberJoined",
      "2006-01-02T10:00 ada: one",
    ]);
    const head = await deployment.store.head();
    expect(await deployment.run()).toMatchObject({ written: 0 });
    expect(await deployment.store.head()).toBe(head);
  });

  it("goes on where an import was ended", async () => {
    const lines = Array.from({ length: 1_800 }, (_, n) => said(n % 3 ? "ada" : "bob", `line ${n}`));
    const links = Array.from({ length: 1_799 }, (_, n) => `${n} ${n + 1} -`);
    await writeLog(deployment.folder, "2013-07-10", { lines, links });
    const ending = new AbortController();
    const ended = deployment.run({ signal: ending.signal, onLines: () => ending.abort(new Error("enough")) });
    await expect(ended).rejects.toThrow("enough");
    expect((await deployment.history()).length).toBeLessThan(lines.length);
    await deployment.run();
    const words = (await deployment.transcript()).filter((line) => line.includes("line "));
    expect(words).toHaveLength(1_800);
    expect(words.every((line, n) => line.includes(`: line ${n}${n > 0 ? " (to " : ""}`))).toBe(true);
    expect((await deployment.history()).map(({ revision }) => revision)).toEqual([...Array(1_803).keys()]);
  });
});

describe("two imports at once", () => {
  it("say nothing twice, in order, even if nothing keeps them apart", async () => {
    const lines = Array.from({ length: 1_200 }, (_, n) => said(n % 2 ? "ada" : "bob", `line ${n}`));
    const links = Array.from({ length: 1_199 }, (_, n) => `${n} ${n + 1} -`);
    await writeLog(deployment.folder, "2013-07-10", { lines, links });
    await Promise.all([deployment.run(), deployment.run()]);
    const words = (await deployment.transcript()).filter((line) => line.includes("line "));
    expect(words).toEqual(lines.map((_, n) => expect.stringMatching(`: line ${n}( \\(to|$)`) as string));
  });

  it("wait for each other where they can", async () => {
    const { databaseUrl } = deployment;
    const order: string[] = [];
    const first = Promise.withResolvers<void>();
    const isAtIt = Promise.withResolvers<void>();
    const isWaiting = Promise.withResolvers<void>();
    const work = oneAtATime({ databaseUrl, subject: channel, onWaiting: () => order.push("?") }, async () => {
      isAtIt.resolve();
      await first.promise;
      order.push("first");
    });
    await isAtIt.promise;
    const other = oneAtATime({ databaseUrl, subject: channel, onWaiting: () => isWaiting.resolve() }, async () => {
      order.push("second");
      return Promise.resolve();
    });
    await isWaiting.promise;
    await oneAtATime({ databaseUrl, subject: "#coffee", onWaiting: () => order.push("?") }, async () => {
      order.push("another channel");
      return Promise.resolve();
    });
    first.resolve();
    await Promise.all([work, other]);
    expect(order).toEqual(["another channel", "first", "second"]);
  });
});

describe("what was decided since", () => {
  it("stands: the words of somebody who was erased are left out", async () => {
    await writeLog(deployment.folder, "2013-07-10", { lines: [said("ada", "one"), said("bob", "two")] });
    await deployment.run();
    await deployment.keys.destroy([`person:${personId(channel, "ada")}`]);
    await writeLog(deployment.folder, "2013-07-11", {
      lines: [said("ada", "three"), joined("ada"), said("bob", "four")],
      links: ["0 2 -"],
    });
    expect(await deployment.run()).toEqual({ written: 1, there: 2, nothing: 1, refused: 1 });
    expect((await deployment.transcript()).at(-1)).toBe("2013-07-11T10:00 bob: four");
    expect(deployment.skipped).toMatchObject([
      { file: "2013-07-11.raw.txt", line: 0, reason: expect.stringContaining("erased") as string },
    ]);
  });

  it("stands: a room that was deleted is not made again", async () => {
    await writeLog(deployment.folder, "2013-07-10", { lines: [said("ada", "one")] });
    await deployment.run();
    await deleteConversation(deployment.commands, { actor: importerId, conversationId: deployment.room });
    await expect(deployment.run()).rejects.toThrow("The room of #tea was deleted");
  });
});
