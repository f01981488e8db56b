import { describe, expect, it } from "vitest";
import { notBefore, timeFrom } from "./time.ts";

const noon = "2026-11-30T12:00:00.000Z";
const later = "2026-11-30T12:00:00.001Z";

describe("the time of the next event", () => {
  it("is now", () => {
    expect(notBefore(null, noon)).toBe(noon);
    expect(notBefore(noon, later)).toBe(later);
  });

  it("stands still while the clock is behind the stream", () => expect(notBefore(later, noon)).toBe(later));
});

describe("a time that somebody wrote", () => {
  it("is kept in UTC", () => {
    expect(timeFrom("2026-11-30T13:00:00+01:00")).toBe(noon);
    expect(timeFrom("2026-11-30T12:00Z")).toBe(noon);
    expect(timeFrom("2028-02-29T00:00:00+02:00")).toBe("2028-02-28T22:00:00.000Z");
  });

  it.each([
    "",
    "yesterday",
    "2026-11-30",
    "2026-11-30T12:00:00",
    "2026-13-01T00:00:00Z",
    "2026-02-29T00:00:00Z",
    "2026-04-31T00:00:00+02:00",
    "0000-01-01T00:00:00Z",
    "0001-01-01T00:00:00+23:59",
    "9999-12-31T23:59:59-23:59",
    "infinity",
  ])("is not %j", (text) => expect(timeFrom(text)).toBeNull());
});
