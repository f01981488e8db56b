import { afterEach, describe, expect, it } from "vitest";
import { timeZone } from "./times.ts";
import { fieldOf, timeIn } from "./zoned.ts";

afterEach(() => {
  timeZone.value = null;
});

describe("a field for day and time", () => {
  it.each([
    ["Asia/Taipei", "2026-11-22T00:00:00Z", "2026-11-22T08:00"],
    ["Europe/Warsaw", "2026-11-22T07:00:00Z", "2026-11-22T08:00"],
    ["America/New_York", "2026-07-05T02:30:00Z", "2026-07-04T22:30"],
    ["Asia/Kathmandu", "2026-11-22T02:15:00Z", "2026-11-22T08:00"],
  ])("says in %s what the clock there shows, and is understood so", (zone, time, field) => {
    timeZone.value = zone;
    expect(fieldOf(Date.parse(time))).toBe(field);
    expect(timeIn(field)).toBe(Date.parse(time));
  });

  it("is right on the days on which clocks are changed", () => {
    timeZone.value = "Europe/Warsaw";
    expect(new Date(timeIn("2026-03-29T01:30")).toISOString()).toBe("2026-03-29T00:30:00.000Z");
    expect(new Date(timeIn("2026-03-29T03:30")).toISOString()).toBe("2026-03-29T01:30:00.000Z");
    expect(new Date(timeIn("2026-10-25T08:00")).toISOString()).toBe("2026-10-25T07:00:00.000Z");
  });

  it("that is empty says no time", () => expect(timeIn("")).toBeNaN());
});
