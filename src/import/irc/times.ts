import type { Clock } from "./log-line.ts";
import type { LogName } from "./log-name.ts";

const dayMinutes = 24 * 60;
/** A clock that is behind by less was set back a little; it did not go once around. */
const leastWrap = 60;

/**
 * When each line was said: ISO 8601, UTC, milliseconds, never before the line above. A line without a clock has the
 * time of the one above; the first ones that of the first that has a clock.
 *
 * A clock that jumps back has gone once around: 24 hours, and in an old log 12. An old log does not tell night from
 * afternoon: its first hour counts as morning, since anything else would claim to know more. The dated line is on the
 * name's day whatever came before.
 */
export function timesOf(clocks: readonly (Clock | null)[], { date, datedLine, period }: LogName): readonly string[] {
  const elapsed = elapsedMinutes(clocks, period === "old" ? dayMinutes / 2 : dayMinutes);
  const daysBefore = Math.floor((elapsed[Math.min(datedLine, elapsed.length - 1)] ?? 0) / dayMinutes);
  const start = Date.parse(`${date}T00:00:00.000Z`) - daysBefore * dayMinutes * 60_000;
  return elapsed.map((minutes) => new Date(start + minutes * 60_000).toISOString());
}

/** Since the midnight before the first line. */
function elapsedMinutes(clocks: readonly (Clock | null)[], span: number): readonly number[] {
  let around = 0;
  let last = clocks.find((clock) => clock !== null) ?? 0;
  let latest = last;
  return clocks.map((clock) => {
    if (clock === null) return latest;
    if (clock <= last - leastWrap) around += span;
    last = clock;
    latest = Math.max(latest, around + clock);
    return latest;
  });
}
