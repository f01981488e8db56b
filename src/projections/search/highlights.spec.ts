import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { comparedFrom } from "./compared-from.ts";
import { highlightsOf } from "./highlights.ts";
import { parseQuery } from "./query.ts";
import { compared, searchable } from "./searchable.ts";

/** What was found in brackets. */
function shown(text: string, query: string): string {
  return highlightsOf(text, parseQuery(query).terms)
    .map((part) => (part.isMatch ? `[${part.text}]` : part.text))
    .join("");
}

describe("highlights", () => {
  it.each([
    ["The pump is broken", "pump", "The [pump] is broken"],
    ["Pumps and PUMP", "pump", "[Pump]s and [PUMP]"],
    ["Zażółć gęślą", "zolc gesl", "Za[żółć] [gęśl]ą"],
    ["Die Straße hier", "strasse", "Die [Straße] hier"],
    ["cafe\u0301 noir", "cafe", "[cafe\u0301] noir"],
    ["明天下午開會議程", "會議", "明天下午開[會議]程"],
    ["See LOT-2024-001, please", "lot-2024-001", "See [LOT-2024-001], please"],
    ["call foo_bar() twice: foo_bar()", "foo_bar()", "call [foo_bar()] twice: [foo_bar()]"],
    ["a quoted\n  phrase here", '"quoted phrase"', "a [quoted\n  phrase] here"],
    ["unquoted phrase here", '"quoted phrase"', "unquoted phrase here"],
    ["an apple, a pear", "a", "an apple, [a] pear"],
    ["abab about", "ab", "[ab]ab [ab]out"],
    ["overlapping", "overl lapp", "[overlapp]ing"],
    ["nothing of it", "from:ada", "nothing of it"],
    ["  hello  ", "hello", "  [hello]  "],
    ["party 🎉🎉", "🎉", "party [🎉🎉]"],
    ["대한민국", "한민", "대[한민]국"],
  ])("of %j for %j are %j", (text, query, expected) => {
    expect(shown(text, query)).toBe(expected);
  });

  it("of a long text are around its first match, and leave out the rest", () => {
    const text = `${"before ".repeat(100)}needle${" after".repeat(100)}`;
    const parts = highlightsOf(text, parseQuery("needle").terms);
    expect(parts.map(({ isMatch }) => isMatch)).toEqual([false, true, false]);
    expect(parts.map((part) => part.text).join("")).toHaveLength(300);
    expect(parts[1]?.text).toBe("needle");
  });

  it("of a text that is shown whole make it up again, whatever was looked for", () => {
    const strings = fc.string({ unit: "grapheme", maxLength: 40 });
    fc.assert(
      fc.property(strings, strings, (text, query) => {
        expect(
          highlightsOf(text, parseQuery(query).terms)
            .map((part) => part.text)
            .join(""),
        ).toBe(text);
      }),
    );
  });
});

describe("compared text made character by character", () => {
  it("is the same as made at once", () => {
    const strings = fc.oneof(fc.string({ unit: "grapheme" }), fc.string({ unit: "grapheme-composite" }));
    fc.assert(
      fc.property(strings, (text) => {
        expect(comparedFrom(text).text).toBe(compared(text));
      }),
      { numRuns: 500 },
    );
  });

  it.each(["ΟΔΟΣ Σ", "İstanbul", "  a \u0000 b ", "한국", "e\u0301\u0327x", "ﬁ ½", "soft\u00ADhyphen", "\u00B4a"])(
    "of %j too",
    (text) => {
      expect(comparedFrom(text).text).toBe(compared(text));
    },
  );
});

describe("a searchable text", () => {
  it("is the same of itself without the marks", () => {
    expect(searchable("Ça  VA\n\tbien?")).toBe("\u0001ca\u0002 \u0001va\u0002 \u0001bien\u0002?");
    expect(searchable("\u0001x\u0002")).toBe("\u0001x\u0002");
    expect(searchable("lone \ud800 half")).toBe("\u0001lone\u0002 \ufffd \u0001half\u0002");
  });
});
