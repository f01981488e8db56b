const first = 2_000;
const longest = 3_600_000;

/**
 * Milliseconds until the next attempt: twice as many after each failure, an hour at most, and up to a half less by
 * chance, so that what failed together does not come back together.
 * @param chance from 0 up to 1
 */
export function backoff(attempt: number, chance: number): number {
  const most = Math.min(longest, first * 2 ** (attempt - 1));
  return Math.round(most * (1 - chance / 2));
}
