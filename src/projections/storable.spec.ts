import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { storableJson, storableText } from "./storable.ts";

describe("JSON for a table", () => {
  it("holds no zero bytes and no halves of characters, in names of fields neither", () => {
    const value = { "a\0": ["b\0", { "\ud800c": "d\udfff" }], whole: "\u{1F4A5}" };
    expect(JSON.parse(storableJson(value))).toEqual({
      "a\u{FFFD}": ["b\u{FFFD}", { "\u{FFFD}c": "d\u{FFFD}" }],
      whole: "\u{1F4A5}",
    });
  });

  it("has what only looks like one as it is", () => {
    const value = { "\\u0000": "\\\\ud800", "\\": '"\\"' };
    expect(JSON.parse(storableJson(value))).toEqual(value);
  });

  it("says of any text what is stored of that text", () =>
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), (text) => {
        expect(JSON.parse(storableJson({ text }))).toEqual({ text: storableText(text) });
      }),
    ));
});
