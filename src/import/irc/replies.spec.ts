import { describe, expect, it } from "vitest";
import type { LogEntry } from "./log.ts";
import { parseLine } from "./parse-line.ts";
import { parseReplies } from "./replies.ts";
import { replyTargets } from "./reply-targets.ts";

const logLines = 1_010;

describe("reply links", () => {
  it("are read with and without a blank at the end, in any order", () => {
    const { targets, problems } = parseReplies(["1001 1002 - ", "3 1000 -", "1 1002 -"], logLines);
    expect([...targets]).toEqual([
      [1_002, [1_001, 1]],
      [1_000, [3]],
    ]);
    expect(problems).toEqual([]);
  });

  it("to the line itself begin a thread: they are no replies", () =>
    expect(parseReplies(["1000 1000 -", "5 1000 -"], logLines)).toMatchObject({
      selfLinks: 1,
      targets: new Map([[1_000, [5]]]),
    }));

  it.each([
    ["nothing", ""],
    ["words", "one two -"],
    ["only one line", "1000 -"],
    ["a line after the last", "1 1010 -"],
    ["a target after the last line", "1010 1010 -"],
    ["a later target", "1002 1001 -"],
  ])("with %s are told of, and harm no other", (_, link) => {
    const { targets, problems } = parseReplies([link, "1 1000 -"], logLines);
    expect([...targets.keys()]).toEqual([1_000]);
    expect(problems).toMatchObject([{ line: 0 }]);
  });

  it("that come twice count once", () => {
    const { targets, problems } = parseReplies(["1 1000 -", "1 1000 -"], logLines);
    expect(targets.get(1_000)).toEqual([1]);
    expect(problems).toMatchObject([{ line: 1 }]);
  });
});

describe("reply targets", () => {
  const said = ["[10:00] <a> hi", "=== a is now known as b", "[10:00] <c> hello", "[10:00] <a> yes", "garbage"];
  const entries = said.map((line, index): LogEntry => ({
    line: index,
    at: "",
    person: "",
    says: parseLine(line, "new"),
  }));
  const targetsOf = (...links: readonly string[]) =>
    replyTargets({ name: "x", entries, links: parseReplies(links, entries.length) });

  it("are the last of several messages", () =>
    expect(targetsOf("2 3 -", "0 3 -")).toEqual({
      byLine: new Map([[3, 2]]),
      counts: { replies: 1, furtherTargets: 1, ofOtherLines: 0 },
    }));

  it("are messages only, and of messages only", () =>
    expect(targetsOf("0 3 -", "1 3 -", "0 1 -", "2 4 -")).toEqual({
      byLine: new Map([[3, 0]]),
      counts: { replies: 1, furtherTargets: 0, ofOtherLines: 3 },
    }));
});
