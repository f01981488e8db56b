import { describe, expect, it } from "vitest";
import { isoTime } from "./iso-time.ts";

describe("a time from PostgreSQL", () => {
  it.each([
    ["2026-11-30 12:00:00+00", "2026-11-30T12:00:00.000Z"],
    ["2026-11-30 12:00:00.1+00", "2026-11-30T12:00:00.100Z"],
    ["2026-11-30 12:00:00.123456+00", "2026-11-30T12:00:00.123Z"],
  ])("%s is %s", (text, expected) => expect(isoTime(text)).toBe(expected));

  it.each(["2026-11-30 12:00:00+01", "infinity", "0044-03-15 00:00:00+00 BC"])("%s is refused", (text) =>
    expect(() => isoTime(text)).toThrow(RangeError),
  );
});
