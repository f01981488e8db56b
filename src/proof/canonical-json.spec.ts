import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { JsonValue } from "../event-store/port.ts";
import { canonicalJson } from "./canonical-json.ts";

const parsed = (text: string): JsonValue => JSON.parse(text) as JsonValue;

describe("canonical JSON", () => {
  it("is that of RFC 8785's example", () => {
    const given = String.raw`{"numbers":[333333333.33333329,1E30,4.50,2e-3,0.000000000000000000000000001],"string":"\u20ac$\u000F\u000aA'\u0042\u0022\u005c\\\"\/","literals":[null,true,false]}`;
    expect(canonicalJson(parsed(given))).toBe(
      String.raw`{"literals":[null,true,false],"numbers":[333333333.3333333,1e+30,4.5,0.002,1e-27],"string":"€$\u000f\nA'B\"\\\\\"/"}`,
    );
  });

  it("sorts keys by their UTF-16 code units, as RFC 8785's other example", () => {
    const given = String.raw`{"\u20ac":"Euro Sign","\r":"Carriage Return","\ufb33":"Hebrew Letter Dalet With Dagesh","1":"One","\ud83d\ude00":"Emoji: Grinning Face","\u0080":"Control","\u00f6":"Latin Small Letter O With Diaeresis"}`;
    expect([...canonicalJson(parsed(given)).matchAll(/:"([^"]+)"/g)].map(([, value]) => value)).toEqual([
      "Carriage Return",
      "One",
      "Control",
      "Latin Small Letter O With Diaeresis",
      "Euro Sign",
      "Emoji: Grinning Face",
      "Hebrew Letter Dalet With Dagesh",
    ]);
  });

  it("is the same whatever the order of keys, and reads back as what it was", () => {
    const value = fc.jsonValue({ stringUnit: "binary" });
    fc.assert(
      fc.property(fc.dictionary(fc.string({ unit: "binary" }), value), (object) => {
        const given = parsed(JSON.stringify(object));
        const reversed = parsed(JSON.stringify(Object.fromEntries(Object.entries(object).toReversed())));
        expect(canonicalJson(reversed)).toBe(canonicalJson(given));
        expect(parsed(canonicalJson(given))).toEqual(given);
      }),
    );
  });

  it("takes a key of any name", () => {
    expect(canonicalJson(parsed('{"b":1,"__proto__":{"a":2},"10":3,"9":4}'))).toBe(
      '{"10":3,"9":4,"__proto__":{"a":2},"b":1}',
    );
  });

  it("writes a lone surrogate as its escape", () => {
    expect(canonicalJson("a\ud800")).toBe(String.raw`"a\ud800"`);
  });
});
