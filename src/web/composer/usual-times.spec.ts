import { afterEach, describe, expect, it } from "vitest";
import { timeZone } from "../words/times.ts";
import { usualTimes } from "./usual-times.ts";

afterEach(() => {
  timeZone.value = null;
});

function usual(zone: string, now: string): Readonly<Record<string, string>> {
  timeZone.value = zone;
  return Object.fromEntries(usualTimes(Date.parse(now)).map(({ name, at }) => [name, new Date(at).toISOString()]));
}

describe("times that are often meant", () => {
  it("are eight in the morning where times are shown, not where the device is", () =>
    expect(usual("Asia/Taipei", "2026-11-18T17:30:00Z")).toEqual({
      hour: "2026-11-18T18:30:00.000Z",
      tomorrow: "2026-11-20T00:00:00.000Z",
      monday: "2026-11-23T00:00:00.000Z",
    }));

  it("on a Monday mean the next one", () =>
    expect(usual("Europe/Warsaw", "2026-11-23T10:00:00Z")["monday"]).toBe("2026-11-30T07:00:00.000Z"));

  it("on a Sunday name Monday once", () =>
    expect(Object.keys(usual("Europe/Warsaw", "2026-11-22T10:00:00Z"))).toEqual(["hour", "tomorrow"]));

  it("stay at eight when the clocks change in the night", () =>
    expect(usual("Europe/Warsaw", "2026-03-28T20:00:00Z")["tomorrow"]).toBe("2026-03-29T06:00:00.000Z"));
});
