import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { userId } from "../../../src/domain/ids.ts";
import { here, Searching } from "./searching.ts";

const said = [
  "The pump is broken",
  "Two pumps were mended",
  "Zażółć gęślą jaźń",
  "Die Straße ist gesperrt",
  "明天下午開會議程討論",
  "會計室已關閉",
  "대한민국 만세",
  "สวัสดีครับทุกคน",
  "Please check LOT-2024-001 again",
  "Please check LOT-2024-0017 again",
  "It calls foo_bar() twice",
  "Pi is 3.14 or so",
  "Write to Ada.Lovelace+x@example.org",
  "See https://example.org/docs?page=2#top",
  "the quoted phrase is here",
  "the phrase quoted is there",
  "100% sure_ly, \\o/ it's 'fine'",
  "J'ai mangé à l'hôtel 🎉",
];

async function full(): Promise<Searching> {
  const searching = await Searching.ofTwo();
  for (const content of said) await searching.story.sends("ada", "here", content);
  return searching;
}

describe("messages are found", () => {
  it("by words, parts of words, scripts without spaces, identifiers and phrases", async () => {
    const searching = await full();
    const expected: readonly (readonly [string, readonly number[]])[] = [
      ["pump", [0, 1]],
      ["PUMPS", [1]],
      ["roke", [0]],
      ["br", [0]],
      ["ro", []],
      ["broken pump", [0]],
      ["zazolc", [2]],
      ["GESLA jaz", [2]],
      ["strasse", [3]],
      ["straße", [3]],
      ["會議", [4]],
      ["會", [5, 4]],
      ["議程討", [4]],
      ["會程", []],
      ["한민", [6]],
      ["ทุกคน", [7]],
      ["LOT-2024-001", [8, 9]],
      ['"LOT-2024-001"', [8]],
      ["lot-2024", [9, 8]],
      ["2024-0017", [9]],
      ["foo_bar()", [10]],
      ["foo_bar(x)", []],
      ["3.14", [11]],
      ["3,14", []],
      ["lovelace+x@example.org", [12]],
      ["https://example.org/docs", [13]],
      ["page=2", [13]],
      ['"quoted phrase"', [14]],
      ["quoted phrase", [15, 14]],
      ['"the phrase quoted"', [15]],
      ['"uoted phrase"', []],
      ["hotel", [17]],
      ["🎉", [17]],
      ["sure_ly", [16]],
      ["100%", [16]],
      ["", []],
      ["   ", []],
      ["%", []],
      ["nowhere", []],
    ];
    for (const [text, found] of expected) {
      const words = found.map((index) => said[index]);
      expect(await searching.finds("ada", text), text).toEqual(words);
      expect(await searching.finds("bob", text, { conversationId: here }), text).toEqual(words);
    }
  });

  it("as whole words first, then as beginnings, then within words; the newest first of each", async () => {
    const searching = await Searching.ofTwo();
    for (const content of ["art", "cart", "artist", "art again", "smart", "artful"])
      await searching.story.sends("ada", "here", content);
    expect(await searching.finds("ada", "art")).toEqual(["art again", "art", "artful", "artist", "smart", "cart"]);
  });

  it("with what was found shown", async () => {
    const searching = await full();
    const { items, total, isTotalExact, next } = await searching.result("ada", "zolc gesl");
    expect(items[0]?.highlights).toEqual([
      { text: "Za", isMatch: false },
      { text: "żółć", isMatch: true },
      { text: " ", isMatch: false },
      { text: "gęśl", isMatch: true },
      { text: "ą jaźń", isMatch: false },
    ]);
    expect({ total, isTotalExact, next }).toEqual({ total: 1, isTotalExact: true, next: null });
  });

  it("by whom, where and when they were said, and what they hold", async () => {
    const searching = await full();
    const { story } = searching;
    await story.registers("cem", { displayName: "Cem Kaya" });
    await story.starts("bob", "there", { with: ["ada"], name: "Day Shift" });
    await story.starts("cem", "two", { kind: "direct", with: ["ada"] });
    await story.sends("bob", "there", "pump it, see http://pump.example");
    await story.sends("cem", "two", "no pump at all");
    const old = { originalAt: "2004-05-06T07:08:09.000Z", countsAsUnread: false };
    await story.sends("bob", "here", "an old pump", { imported: old });
    const expected: readonly (readonly [string, readonly string[]])[] = [
      ["from:bob pump", ["pump it, see http://pump.example", "an old pump"]],
      ["from:zolty", ["pump it, see http://pump.example", "an old pump"]],
      ["from:bob from:cem pump", ["no pump at all", "pump it, see http://pump.example", "an old pump"]],
      ["from:me pump", ["The pump is broken", "Two pumps were mended"]],
      ["from:nobody pump", []],
      ["in:day pump", ["pump it, see http://pump.example"]],
      ["in:there", ["pump it, see http://pump.example"]],
      ["in:cem pump", ["no pump at all"]],
      ['in:"night shift" mended', ["Two pumps were mended"]],
      ["in:nowhere pump", []],
      ["has:link", ["pump it, see http://pump.example", "See https://example.org/docs?page=2#top"]],
      ["has:file pump", []],
      ["has:data pump", []],
      ["before:2004-05-07", ["an old pump"]],
      ["before:2004-05-06", []],
      ["after:2004-05-05 before:2005-01-01 pump", ["an old pump"]],
      ["after:2004-05-06 from:bob", ["pump it, see http://pump.example"]],
    ];
    for (const [text, found] of expected) expect(await searching.finds("ada", text), text).toEqual(found);
    expect(await searching.finds("ada", "", { senderId: userId("cem") })).toEqual(["no pump at all"]);
    expect(
      await searching.finds("ada", "", { since: "2004-01-01T00:00:00.000Z", until: "2005-01-01T00:00:00.000Z" }),
    ).toEqual(["an old pump"]);
    expect(await searching.finds("ada", "pump", { type: "system" })).toEqual([]);
    expect(await searching.finds("ada", "pump", { type: "text", senderId: userId("cem") })).toEqual(["no pump at all"]);
  });

  it("by any text without an error", async () => {
    const searching = await full();
    await searching.follow();
    const strings = fc.oneof(
      fc.string({ unit: "binary", maxLength: 30 }),
      fc.string({
        unit: fc.constantFrom(
          '"',
          "'",
          "\\",
          "%",
          "_",
          "from:",
          "in:",
          "has:",
          "before:",
          " ",
          "a",
          "會",
          "\0",
          "\ud800",
          "$1",
          "{",
          ":",
        ),
        maxLength: 12,
      }),
    );
    await fc.assert(
      fc.asyncProperty(strings, async (text) => {
        const { items, total } = await searching.result("ada", text);
        expect(items.length).toBe(Math.min(total, 20));
      }),
      { numRuns: 150 },
    );
  });
});
