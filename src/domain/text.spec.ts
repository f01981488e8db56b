import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { characters, disturbsALine, maxTextBytes, textProblem, utf8Length } from "./text.ts";

describe("a message's text", () => {
  it.each(["hello", " indented", "two\nlines\t\u0007", "ąę 訊息 👩‍👩‍👧", "\u202Eturned", "x".repeat(maxTextBytes)])(
    "may be %j",
    (text) => expect(textProblem(text)).toBeNull(),
  );

  it.each(["", "   ", "\n\t", "\u200B\u2060\uFEFF", "\u202E", "\u3164"])("is not empty as %j", (text) =>
    expect(textProblem(text)).toMatch("empty"),
  );

  it.each(["a\0b", "half \uD83D", "\uDC4D half"])("does not hold %j", (text) =>
    expect(textProblem(text)).toMatch("characters"),
  );

  it("is measured in bytes", () => {
    expect(textProblem("x".repeat(maxTextBytes + 1))).toMatch("10 KB");
    expect(textProblem("訊".repeat(maxTextBytes / 3 + 1))).toMatch("10 KB");
    expect(textProblem("👍".repeat(maxTextBytes / 4))).toBeNull();
  });
});

describe("lengths", () => {
  it("in bytes are those of UTF-8", () =>
    fc.assert(
      fc.property(fc.string({ unit: "grapheme" }), (text) => {
        expect(utf8Length(text)).toBe(Buffer.byteLength(text));
      }),
    ));

  it("in characters do not count halves", () => expect(characters("a👍訊")).toBe(3));
});

describe("a line of a name", () => {
  it.each(["a\nb", "a\u2028b", "a\0", "a\u007F", "\u202Eabc", "\u2067abc", "a\u200F", "a\u200Bb"])(
    "is disturbed by %j",
    (text) => expect(disturbsALine(text)).toBe(true),
  );

  it.each(["Łódź", "訊息", "שלום", "👩‍👩‍👧", "O’Neil"])("may be %s", (text) => expect(disturbsALine(text)).toBe(false));
});
