import { describe, expect, it } from "vitest";
import { stretchesOf } from "./stretches.ts";

const day = { from: "2026-05-31T12:00:00.000Z", to: "2026-06-01T12:00:00.000Z" };
const startsOf = (...asked: Parameters<typeof stretchesOf>): readonly (string | null)[] =>
  stretchesOf(...asked).map(({ from }) => from);

describe("the stretches of a search", () => {
  it("follow each other without a gap, back to where it begins", () => {
    for (const since of [null, "2025-12-31T00:00:00.000Z", "2026-06-01T00:00:00.000Z"]) {
      const stretches = stretchesOf({ ...day, found: 50 }, since);
      expect(stretches[0]?.to).toBeNull();
      expect(stretches.at(-1)?.from).toBe(since);
      for (const [n, { from }] of stretches.slice(0, -1).entries()) expect(stretches[n + 1]?.to).toBe(from);
    }
  });

  it("begin with one that is to hold enough, and are longer the farther back they are", () => {
    expect(startsOf({ ...day, found: 130 }, null)).toEqual([
      "2026-05-22T12:00:00.000Z",
      "2026-05-02T12:00:00.000Z",
      "2026-03-03T12:00:00.000Z",
      null,
    ]);
  });

  it("are one where all was said at once", () => {
    const at = "2026-06-01T12:00:00.000Z";
    expect(startsOf({ from: at, to: at, found: 0 }, null)).toEqual([at, null]);
  });
});
