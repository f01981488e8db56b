import { describe, expect, it } from "vitest";
import { notBefore } from "./time.ts";

const noon = "2026-11-30T12:00:00.000Z";
const later = "2026-11-30T12:00:00.001Z";

describe("the time of the next event", () => {
  it("is now", () => {
    expect(notBefore(null, noon)).toBe(noon);
    expect(notBefore(noon, later)).toBe(later);
  });

  it("stands still while the clock is behind the stream", () => expect(notBefore(later, noon)).toBe(later));
});
