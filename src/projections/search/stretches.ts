import { mostCounted } from "./message-search.ts";
import { hourMs, periodsOf } from "./periods.ts";

/** What is looked through first should hold a few more results than are counted. */
const meant = mostCounted * 1.3;
/** At most so many times as long as the sample, and where it found nothing: few tell little. */
const mostTimes = 800;
const timesAtLeast = 128;
/** Those up to the end of one are so many times as long as those up to the end of the one before. */
const widening = 3;
const most = 4;
/** What is older is in the last stretch. PostgreSQL knows no times before the year 1. */
const oldest = Date.UTC(1900, 0, 1);

interface Sample {
  readonly from: string;
  readonly to: string;
  readonly found: number;
}

/** From its first moment to the one after its last; null: without an end. */
export interface Stretch {
  readonly from: string | null;
  readonly to: string | null;
  /** All of it lies in these; null: in more than it would help to know. */
  readonly periods: readonly number[] | null;
}

/**
 * Stretches of time, from the newest on, that follow each other without a gap. The first is to hold enough results, as far
 * as the sample tells; the last goes back to where the search begins.
 */
export function stretchesOf({ from, to, found }: Sample, since: string | null): readonly Stretch[] {
  const [newest, end] = [Date.parse(to), since === null ? null : Date.parse(since)];
  const times = found === 0 ? timesAtLeast : Math.min(meant / found, mostTimes);
  const length = (newest - Date.parse(from)) * times;
  const lengths = Array.from({ length: most - 1 }, (_, n) => length * widening ** n);
  const begins = lengths
    .map((each) => startOfHour(newest - each))
    .filter((each) => each > Math.max(end ?? oldest, oldest));
  const starts = [...new Set(begins), end];
  return starts.map((start, n) => {
    const until = starts[n - 1] ?? null;
    return {
      from: timeOf(start),
      to: timeOf(until),
      periods: start === null ? null : periodsOf(start, until ?? newest + hourMs),
    };
  });
}

const startOfHour = (at: number): number => Math.floor(at / hourMs) * hourMs;

const timeOf = (at: number | null): string | null => (at === null ? null : new Date(at).toISOString());
