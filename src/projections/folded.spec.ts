import { describe, expect, it } from "vitest";
import { folded, wordsOf } from "./folded.ts";

describe("a folded text", () => {
  it.each([
    ["Zażółć GĘŚLĄ jaźń", "zazolc gesla jazn"],
    ["Straße", "strasse"],
    ["STRAẞE", "strasse"],
    ["Œuvre Ærø", "oeuvre aero"],
    ["Đặng", "dang"],
    ["İstanbul, ısı", "istanbul, isi"],
    ["ﬁne ＡＢＣ", "fine abc"],
    ["ΟΔΥΣΣΕΥΣ", "οδυσσευσ"],
    ["王小明", "王小明"],
  ])("of %j is %j", (text, expected) => {
    expect(folded(text)).toBe(expected);
    expect(folded(expected)).toBe(expected);
  });

  it("falls apart into words, each once", () => {
    expect(wordsOf("jan-jan.kowalski_2 (o'brien)")).toEqual(["jan", "kowalski", "2", "o", "brien"]);
    expect(wordsOf(" … ")).toEqual([]);
  });
});
