import { describe, expect, it } from "vitest";
import { parseQuery, type SearchQuery } from "./query.ts";
import { begins, ends } from "./searchable.ts";

/** The terms' needles, with the marks of words as `<` and `>`. */
function understood(text: string): Partial<Record<keyof SearchQuery, unknown>> {
  const { terms, ...rest } = parseQuery(text);
  const needles = terms.map(({ needle }) => needle.replaceAll(begins, "<").replaceAll(ends, ">"));
  const said = Object.entries(rest).filter(([, value]) => value !== null && value.length > 0);
  return { ...(needles.length > 0 && { terms: needles }), ...Object.fromEntries(said) };
}

describe("a query", () => {
  it.each<[string, object]>([
    ["", {}],
    ["  \n ", {}],
    ["pump", { terms: ["pump"] }],
    ["Pump  VALVE", { terms: ["pump", "valve"] }],
    ["Zażółć Straße", { terms: ["zazolc", "strasse"] }],
    ["ab", { terms: ["<ab"] }],
    ["a", { terms: ["<a>"] }],
    ["LOT-2024-001", { terms: ["lot>-<2024>-<001"] }],
    ["foo_bar()", { terms: ["foo>_<bar>()"] }],
    ["3.14", { terms: ["<3>.<14"] }],
    ["c++", { terms: ["<c>++"] }],
    ["ada@example.org", { terms: ["ada>@<example>.<org"] }],
    ["https://example.org/a?b=c", { terms: ["https>://<example>.<org>/<a>?<b>=<c"] }],
    ["會議", { terms: ["會議"] }],
    ["在LOT區", { terms: ["在<lot>區"] }],
    ["한국", { terms: ["한국"] }],
    ["🎉", { terms: ["🎉"] }],
    ['"quoted  phrase"', { terms: ["<quoted> <phrase>"] }],
    ["“quoted phrase”", { terms: ["<quoted> <phrase>"] }],
    ['"open phrase', { terms: ["open", "phrase"] }],
    ['say "a b" now', { terms: ["say", "<a> <b>", "now"] }],
    ['""', {}],
    ["% _ \\ '", { terms: ["%", "_", "\\", "'"] }],
    ["from:ada", { from: ["ada"] }],
    ['FROM:"Ada Lovelace" from:me', { from: ["Ada Lovelace", "me"] }],
    ["from:", { terms: ["from>:"] }],
    ["in:general pump", { terms: ["pump"], in: ["general"] }],
    ["has:link has:DATA has:file", { has: ["link", "data", "file"] }],
    ["has:luck", { terms: ["has>:<luck"] }],
    ["before:2024-05-01", { until: "2024-05-01T00:00:00.000Z" }],
    ["after:2024-05-01", { since: "2024-05-02T00:00:00.000Z" }],
    ["before:2024-05-01T10:00:00+02:00", { until: "2024-05-01T08:00:00.000Z" }],
    ["after:2024-01-01 after:2024-02-01", { since: "2024-02-02T00:00:00.000Z" }],
    ["before:2024-01-01 before:2024-02-01", { until: "2024-01-01T00:00:00.000Z" }],
    ["before:yesterday", { terms: ["before>:<yesterday"] }],
    ["before:2024-02-30", { terms: ["before>:<2024>-<02>-<30"] }],
    ["note:this", { terms: ["note>:<this"] }],
  ])("%j is understood", (text, expected) => {
    expect(understood(text)).toEqual(expected);
  });

  it("names twenty people and twenty conversations at most, each once", () => {
    const numbered = Array.from({ length: 50 }, (_, n) => `from:p${n} in:c${n} from:p0`);
    const { from, in: within } = parseQuery(numbered.join(" "));
    expect(from).toEqual(Array.from({ length: 20 }, (_, n) => `p${n}`));
    expect(within).toHaveLength(20);
  });

  it("has twenty terms at most", () => {
    expect(parseQuery("word ".repeat(50)).terms).toHaveLength(20);
  });
});
