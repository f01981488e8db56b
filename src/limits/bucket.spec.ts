import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { waitFor, without, type Rule } from "./bucket.ts";

/** One bucket, asked at given moments: which of these got a token. */
function taken(rule: Rule, moments: readonly number[]): number[] {
  let fullAt: number | undefined;
  return moments.filter((now) => {
    if (waitFor(rule, { now, fullAt }) > 0) return false;
    fullAt = without(1, rule, { now, fullAt });
    return true;
  });
}

/** The most that was taken beyond what comes back, in any time from one taking to another. */
function mostAtOnce({ everyMs }: Rule, moments: readonly number[]): number {
  const excesses = moments.flatMap((from, first) =>
    moments.slice(first).map((to, later) => later + 1 - (to - from) / everyMs),
  );
  return Math.max(0, ...excesses);
}

const rules = fc.record({
  everyMs: fc.double({ min: 0.1, max: 10_000, noNaN: true }),
  burst: fc.integer({ min: 1, max: 50 }),
});
const gaps = fc.array(fc.double({ min: 0, max: 5_000, noNaN: true }), { maxLength: 200 });
const momentsOf = (steps: readonly number[]): number[] => {
  let now = 1_000;
  return steps.map((step) => (now += step));
};

describe("a bucket", () => {
  const rule: Rule = { everyMs: 100, burst: 3 };

  it("gives what it holds at once, and then no more", () => {
    expect(taken(rule, [0, 0, 0, 0, 0])).toHaveLength(3);
  });

  it("gives one more for each time in which one comes back", () => {
    expect(taken(rule, [0, 0, 0, 99, 100, 150, 200])).toEqual([0, 0, 0, 100, 200]);
  });

  it("says how long to wait for the next one", () => {
    expect(waitFor(rule, { now: 0, fullAt: undefined })).toBe(0);
    expect(waitFor(rule, { now: 40, fullAt: 300 })).toBe(60);
    expect(waitFor(rule, { now: 100, fullAt: 300 })).toBe(0);
  });

  it("holds no more than its burst, however long nobody came", () => {
    expect(taken(rule, [0, 1e9, 1e9, 1e9, 1e9])).toHaveLength(4);
  });

  it("that was spent beyond its end, as by others, is waited for longer", () => {
    const fullAt = without(5, rule, { now: 0, fullAt: undefined });
    expect(waitFor(rule, { now: 0, fullAt })).toBe(300);
  });

  it("is as before when what was taken is given back", () => {
    const fullAt = without(1, rule, { now: 0, fullAt: 200 });
    expect(without(-1, rule, { now: 0, fullAt })).toBe(200);
  });

  it("never gives more in any time than its burst and what comes back meanwhile", () => {
    const never = fc.property(rules, gaps, (given, steps) => {
      expect(mostAtOnce(given, taken(given, momentsOf(steps)))).toBeLessThanOrEqual(given.burst + 0.02);
    });
    expect(() => fc.assert(never)).not.toThrow();
  });

  it("refuses nobody who keeps to the rate", () => {
    const steady = fc.array(fc.double({ min: 1, max: 3, noNaN: true }), { maxLength: 100 });
    const nobody = fc.property(rules, steady, (given, steps) => {
      const moments = momentsOf(steps.map((step) => step * given.everyMs));
      expect(taken(given, moments)).toEqual(moments);
    });
    expect(() => fc.assert(nobody)).not.toThrow();
  });
});
