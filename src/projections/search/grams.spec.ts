import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { gramsOf, gramsWithin, hashed } from "./grams.ts";
import { searchable } from "./searchable.ts";
import { phraseOf, termOf } from "./terms.ts";

const pieces = fc.oneof(
  fc.constantFrom(
    "lot",
    "LOT-2024-001",
    "é",
    "ß",
    "Łódź",
    "會議",
    "議",
    "が",
    "한국",
    "foo_bar()",
    "a",
    "ab",
    "3.14",
    "🎉",
    " ",
    "-",
  ),
  fc.string({ unit: "grapheme", maxLength: 4 }),
);
const texts = fc.array(pieces, { maxLength: 8 }).map((parts) => parts.join(""));

describe("the grams of a text", () => {
  it("are those of every term and every phrase that stand in it", () => {
    fc.assert(
      fc.property(texts, texts, (text, asked) => {
        const within = searchable(text);
        const grams = new Set(gramsOf(within));
        for (const term of [termOf(asked), phraseOf(asked), termOf(text), phraseOf(text)]) {
          if (term === null || !within.includes(term.needle)) continue;
          expect(gramsWithin(term.needle).filter((gram) => !grams.has(gram))).toEqual([]);
        }
      }),
      { numRuns: 500 },
    );
  });

  it("are those of every part of a word of three letters and more", () => {
    const grams = new Set(gramsOf(searchable("antidisestablishment")));
    for (let from = 0; from + 3 <= 20; from += 1) {
      const term = termOf("antidisestablishment".slice(from, from + 7));
      expect(gramsWithin(term?.needle ?? "").filter((gram) => !grams.has(gram))).toEqual([]);
    }
  });

  it("narrow nothing down where there is punctuation alone", () => {
    expect(gramsWithin(termOf("%_()")?.needle ?? "")).toEqual([]);
  });

  it("of a phrase are how its words follow each other", () => {
    const within = (text: string): readonly number[] => gramsWithin(phraseOf(text)?.needle ?? "");
    const grams = new Set(gramsOf(searchable("the pump of the line")));
    expect(within("pump of the")).toHaveLength(2);
    expect(within("pump of the").every((gram) => grams.has(gram))).toBe(true);
    expect(within("the of").some((gram) => grams.has(gram))).toBe(false);
  });

  it("of a word with signs are what it touches", () => {
    const within = gramsWithin(termOf("%pump%")?.needle ?? "");
    const inText = (text: string): number => {
      const grams = new Set(gramsOf(searchable(text)));
      return within.filter((gram) => grams.has(gram)).length;
    };
    expect(inText("the %pump% again")).toBe(within.length);
    expect(inText("the pump again")).toBe(within.length - 2);
  });

  it("of a long term are some from all over it", () => {
    const whole = Array.from({ length: 200 }, (_, n) => `word${n}`).join("-");
    expect(gramsWithin(termOf(whole)?.needle ?? "").length).toBeLessThanOrEqual(8);
    expect(gramsWithin(termOf(whole)?.needle ?? "").length).toBeGreaterThan(4);
  });

  it("are numbers that PostgreSQL's int holds", () => {
    expect(hashed("pum")).toBe(hashed("pum"));
    expect(hashed("")).toBe(0x811c9dc5 | 0);
    expect(hashed("pum")).not.toBe(hashed("ump"));
  });
});
