import { describe, expect, it } from "vitest";
import { csvHead, csvRows } from "./csv.ts";
import type { ExportedRow } from "./exported-row.ts";

const row: ExportedRow = {
  position: "e.1",
  at: "2026-11-20T12:00:00.000Z",
  saidAt: "2026-11-20T12:00:00.000Z",
  conversationId: "",
  stream: "user-ada",
  revision: 0,
  eventId: "1",
  type: "MessageSent",
  actorId: "ada",
  actor: "Ada",
  summary: "Ada wrote #1.",
  words: "",
  data: "{}",
};

/** The words as they stand in the file. */
function written(words: string): string {
  const [, field = ""] = /"Ada wrote #1\.","((?:[^"]|"")*)","\{\}"\r\n$/.exec(csvRows([{ ...row, words }])) ?? [];
  return field;
}

describe("a record of csv", () => {
  it.each([
    ["=HYPERLINK(1)", "'=HYPERLINK(1)"],
    ["+1", "'+1"],
    ["-1", "'-1"],
    ["@SUM(A1)", "'@SUM(A1)"],
    ["\t=1", "'\t=1"],
    ["\r=1", "'\n=1"],
    ["\n=1", "'\n=1"],
    ["  =1", "'  =1"],
    ["\u00A0=1", "'\u00A0=1"],
    ["＝1", "'＝1"],
    ["|cmd", "'|cmd"],
    ["\ttab", "'\ttab"],
  ])("has no formula of %j", (words, expected) => expect(written(words)).toBe(expected));

  it.each(["hello", "1 + 1 = 2", "a, b; c", "", "Zażółć 💥"])("leaves %j as it is", (words) =>
    expect(written(words)).toBe(words),
  );

  it("is one record, whatever is in its fields", () => {
    expect(written('say "hi"\r\n,"x"')).toBe('say ""hi""\n,""x""');
    expect(csvRows([row, { ...row, words: "a\r\nb\rc\n" }]).split("\r\n")).toHaveLength(3);
    expect(csvHead.startsWith('\uFEFF"position","at"')).toBe(true);
  });
});
