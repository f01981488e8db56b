import { describe, expect, it } from "vitest";
import { quietWindow } from "./quiet-window.ts";

const minute = 60_000;
const noon = Date.parse("2026-11-20T12:00:00.000Z");

describe("a quiet window", () => {
  it("holds what is said within a quarter of the quiet time", () => {
    const names = [0, 29_999, 30_000].map((ms) => quietWindow(noon + ms, 2 * minute).name);
    expect(names[0]).toBe(names[1]);
    expect(names[1]).not.toBe(names[2]);
  });

  it.each([0, 1, 12_345, 29_999])("leaves each of its messages the quiet time (%d)", (ms) => {
    const waits = quietWindow(noon + ms, 2 * minute).dueAt - (noon + ms);
    expect(waits).toBeGreaterThan(2 * minute);
    expect(waits).toBeLessThanOrEqual(2.5 * minute);
  });
});
