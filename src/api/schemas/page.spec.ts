import { describe, expect, it } from "vitest";
import { z } from "zod";
import { cursor, cursorRevision, cursorText, cursorTime, limit } from "./page.ts";

const after = z.strictObject({ name: z.string(), userId: z.string() });
const place = { name: "Żółć \u{1F4A5}", userId: "u1" };

describe("a cursor", () => {
  it("comes back as it was given", () => {
    expect(cursor(after).parse(cursorText(place))).toEqual(place);
  });

  it("is absent on the first page, and null after the last", () => {
    expect(cursor(after).parse(undefined)).toBeUndefined();
    expect(cursorText(null)).toBeNull();
  });

  it.each([
    ["nonsense", "%%%"],
    ["nothing", ""],
    ["no JSON", Buffer.from("{").toString("base64url")],
    ["another list's", cursorText({ activeAt: "2026", id: "c1" }) ?? ""],
    ["one with more in it", cursorText({ ...place, isAdmin: true }) ?? ""],
    ["one that can't be kept", cursorText({ ...place, userId: "\0" }) ?? ""],
    ["one without end", "A".repeat(1_001)],
  ])("that is %s is refused", (_, text) => {
    expect(cursor(after).safeParse(text).success).toBe(false);
  });
});

describe("what cursors are made of", () => {
  it.each(["x", "", "infinity", "now", "999999-01-01", "2026-01-01T00:00:00Z\0"])("is no time like %j", (text) => {
    expect(cursorTime.safeParse(text).success).toBe(false);
  });

  it.each([-1, 1.5, 2 ** 31, 1e15])("is no revision like %j", (revision) => {
    expect(cursorRevision.safeParse(revision).success).toBe(false);
  });
});

describe("a limit", () => {
  it("is a whole number from 1 to 100, with a default", () => {
    expect(limit(30).parse(undefined)).toBe(30);
    expect(limit(30).parse("100")).toBe(100);
  });

  it.each(["0", "101", "1.5", "-1", "ten", "", "1e999", ["1", "2"]])("can't be %j", (text) => {
    expect(limit(30).safeParse(text).success).toBe(false);
  });
});
