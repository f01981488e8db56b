import { describe, expect, it } from "vitest";
import { differences } from "./differences.ts";

const shown = (before: string, after: string) =>
  differences(before, after).map(({ kind, text }) => ({ same: text, added: `+${text}`, removed: `-${text}` })[kind]);

describe("what changed in a message", () => {
  it("is told word by word", () => {
    expect(shown("The card is nicer now.", "The card is better now.")).toEqual([
      "The card is ",
      "-nicer",
      "+better",
      " now.",
    ]);
  });

  it("is told sign by sign where words are not parted", () => {
    expect(shown("下午三點", "下午四點")).toEqual(["下午", "-三", "+四", "點"]);
  });

  it("is nothing where nothing changed", () => {
    expect(shown("same", "same")).toEqual(["same"]);
  });
});
