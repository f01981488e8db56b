import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { hourMs, periodLevels, periodsOf } from "./periods.ts";

const years = fc.integer({ min: Date.UTC(1900, 0, 1), max: Date.UTC(2200, 0, 1) });
const lengths = fc.integer({ min: 0, max: 8 * 366 * 24 }).map((hours) => hours * hourMs);

/** As the table says of a message. */
const periodsAt = (at: number): readonly number[] =>
  periodLevels.map(({ key, hours }) => key + Math.floor(at / hours / hourMs));

describe("the periods of a span", () => {
  it("are few, and one of them is of each moment in it", () => {
    fc.assert(
      fc.property(years, lengths, fc.double({ min: 0, max: 1, noNaN: true }), (from, length, share) => {
        const periods = periodsOf(from, from + length);
        const at = Math.floor(from + share * length);
        expect(periods?.length ?? 0).toBeLessThanOrEqual(17);
        expect(periods?.some((each) => periodsAt(at).includes(each)) ?? length > 7 * 365 * 24 * hourMs).toBe(true);
      }),
    );
  });

  it("hold nothing that is far from it", () => {
    const periods = periodsOf(Date.UTC(2026, 0, 10), Date.UTC(2026, 0, 20)) ?? [];
    for (const far of [Date.UTC(2026, 0, 8), Date.UTC(2026, 0, 22)])
      expect(periodsAt(far).filter((each) => periods.includes(each))).toEqual([]);
  });

  it("are none where it is longer than a few of them", () => {
    expect(periodsOf(Date.UTC(1990, 0, 1), Date.UTC(2026, 0, 1))).toBeNull();
  });
});
