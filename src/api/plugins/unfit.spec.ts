import { describe, expect, it } from "vitest";
import { pathText, unfitIn } from "./unfit.ts";

function nested(levels: number): unknown {
  let value: unknown = "deep";
  for (let level = 0; level < levels; level += 1) value = level % 2 === 0 ? [value] : { a: value };
  return value;
}

describe("what a request holds", () => {
  it.each([null, "", "zażółć gęślą jaźń", "💥", 0, -1.5, true, [], {}, { a: [{ b: ["c", null] }] }, nested(33)])(
    "may be %j",
    (value) => {
      expect(unfitIn(value)).toBeNull();
    },
  );

  it.each<[string, unknown, string]>([
    ["half a character", { content: "a\ud800b" }, "content"],
    ["a zero byte", { a: { b: ["x", "\0"] } }, "a.b[1]"],
    ["a zero byte in a field's name", { data: { list: [{ "a\0": 1 }] } }, "data.list[0].a\u{FFFD}"],
    ["half a character in a field's name", { data: { "\ud800": 1 } }, "data.\u{FFFD}"],
    ["a number beyond numbers", JSON.parse('{"sequence": 1e999}'), "sequence"],
    ["its object's prototype", JSON.parse('{"a": {"__proto__": {}}}'), "a.__proto__"],
  ])("may not be %s, and the path says where it is", (_, value, path) => {
    expect(unfitIn(value)).toMatchObject({ path });
  });

  it("may not be nested without end", () => {
    expect(unfitIn(nested(34))).toMatchObject({ message: expect.stringContaining("33 levels") as string });
    expect(unfitIn(nested(10_000))).not.toBeNull();
  });
});

describe("a path", () => {
  it.each([
    [["content"], "content"],
    [["member_ids", 3], "member_ids[3]"],
    [["data", "readings", 0, "value"], "data.readings[0].value"],
    [[], "body"],
  ])("of %j is written as a client writes it", (path, text) => {
    expect(pathText(path)).toBe(text);
  });

  it("is cut where a client made it long", () => {
    expect(pathText(["x".repeat(10_000)])).toHaveLength(200);
    expect(pathText([`x${"💥".repeat(200)}`]).isWellFormed()).toBe(true);
  });
});
