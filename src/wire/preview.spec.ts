import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { previewOfText } from "./preview.ts";

describe("a preview", () => {
  it("is the text on one line", () => {
    expect(previewOfText(" one\n\n two\tthree ")).toBe("one two three");
    expect(previewOfText("x".repeat(120))).toBe("x".repeat(120));
  });

  it("of a long text is its beginning, and says so", () => {
    expect(previewOfText("x".repeat(121))).toBe(`${"x".repeat(119)}…`);
    expect(previewOfText(`one${" ".repeat(500)}two`)).toBe("one…");
  });

  it("has no half of a character, and no part of an emoji", () => {
    expect(previewOfText(`a${" ".repeat(478)}\u{1F600}`)).toBe("a…");
    expect(previewOfText("👩‍👩‍👧‍👦".repeat(40))).toBe(`${"👩‍👩‍👧‍👦".repeat(17)}…`);
    expect(previewOfText(`e${"\u0301".repeat(500)}`)).toHaveLength(120);
  });

  it("is text, and at most 120 characters of it, whatever it is of", () =>
    fc.assert(
      fc.property(fc.string({ unit: "grapheme", maxLength: 600, size: "max" }), (text) => {
        const preview = previewOfText(text);
        expect(preview.isWellFormed()).toBe(true);
        expect(Array.from(preview).length).toBeLessThanOrEqual(120);
      }),
    ));
});
