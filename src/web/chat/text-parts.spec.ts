import { describe, expect, it } from "vitest";
import { partsOf } from "./text-parts.ts";

const shown = (text: string, mentioned: readonly string[] = []) =>
  partsOf(text, mentioned).map(({ kind, text: words }) => `${kind} ${words}`);

describe("text", () => {
  it("ends an address where the sentence does", () => {
    expect(shown("See https://example.org/a, (https://example.org/b).")).toEqual([
      "text See ",
      "link https://example.org/a",
      "text , (",
      "link https://example.org/b",
      "text ).",
    ]);
  });

  it("keeps brackets that an address has of its own", () => {
    expect(shown("https://example.org/a_(b)")).toEqual(["link https://example.org/a_(b)"]);
  });

  it.each([")", "!", ".)"])("is read whatever stands behind an address, and however often: %s", (ending) => {
    const many = ending.repeat(10_000 / ending.length);
    expect(shown(`https://example.org${many}`)).toEqual(["link https://example.org", `text ${many}`]);
  });

  it("follows no address but those of the web", () => {
    expect(shown("javascript:alert(1) data:text/html,x")).toEqual(["text javascript:alert(1) data:text/html,x"]);
  });

  it("marks whom it mentions, the longest name first", () => {
    expect(shown("@Ann Lee and @ann", ["@Ann", "@Ann Lee"])).toEqual([
      "mention @Ann Lee",
      "text  and ",
      "mention @Ann",
    ]);
  });
});
