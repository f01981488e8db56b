const firstMs = 1_000;
const longestMs = 30_000;

/** Milliseconds until the next try: 1, 2, 4, 8 … 30 s, of which up to a quarter is chance. */
export function backoff(tries: number, chance: () => number = Math.random): number {
  const full = Math.min(longestMs, firstMs * 2 ** Math.min(tries, 10));
  return Math.round(full * (0.75 + chance() * 0.25));
}
