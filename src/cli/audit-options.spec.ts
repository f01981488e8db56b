import { describe, expect, it } from "vitest";
import { printable, printableJson } from "./audit-options.ts";

/** Clears a screen, names a window, turns the order of what follows: as people may write it. */
const hostile = "\u001B[2J\u009B2J\u009D0;title\u0007\u007F\u202Eabc\u2066 Zażółć 💥";

describe("what people wrote, on a terminal", () => {
  it("moves no cursor, and turns nothing round", () => {
    expect(printable(hostile)).not.toMatch(/[\p{Cc}\p{Bidi_Control}]/u);
    expect(printable("one\ntwo")).toBe("one⏎two");
  });

  it.each([undefined, 2])("is the same JSON as ever, without such characters (indented by %s)", (indent) => {
    const text = printableJson({ said: hostile }, indent);
    expect(text.replaceAll("\n", "")).not.toMatch(/[\p{Cc}\p{Bidi_Control}]/u);
    expect(JSON.parse(text)).toEqual({ said: hostile });
  });
});
