import { describe, expect, it } from "vitest";
import { textsOf } from "./text-array.ts";

describe("an array of texts", () => {
  it.each([
    ["{}", []],
    ["{one}", ["one"]],
    ["{one,two,three}", ["one", "two", "three"]],
    ["{👍,naïve}", ["👍", "naïve"]],
    ['{"one, two",three}', ["one, two", "three"]],
    [String.raw`{"she said \"no\"","a \\ b"}`, ['she said "no"', String.raw`a \ b`]],
    ['{"",x}', ["", "x"]],
    ['{"{",x}', ["{", "x"]],
    ['{"NULL",NULL,ANNULLED}', ["NULL", null, "ANNULLED"]],
    [
      "{{a,b},{c,d}}",
      [
        ["a", "b"],
        ["c", "d"],
      ],
    ],
  ])("is read as it was written: %s", (text, texts) => {
    expect(textsOf(text)).toEqual(texts);
  });
});
