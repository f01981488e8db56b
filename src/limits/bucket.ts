/**
 * A token bucket, kept as GCRA keeps it (the generic cell rate algorithm of ITU-T I.371): of a bucket only the moment
 * is known at which it will be full again. In any time at most `burst` tokens go, and one more for each `everyMs` of it.
 */
export interface Rule {
  /** Milliseconds in which a token comes back. */
  readonly everyMs: number;
  /** Tokens in a full bucket, 1 at least. */
  readonly burst: number;
}

export interface Moment {
  /** Milliseconds of any clock that does not run back. */
  readonly now: number;
  /** When the bucket is full again; in the past, or absent: it is full. */
  readonly fullAt: number | undefined;
}

/** Sums of fractions come out a little too large. */
const tolerance = 1e-3;

/** Milliseconds until there is a token to take; 0: there is one. */
export function waitFor({ everyMs, burst }: Rule, { now, fullAt = now }: Moment): number {
  const wait = Math.max(fullAt, now) - now - (burst - 1) * everyMs;
  return wait > tolerance ? wait : 0;
}

/** When the bucket is full again without so many tokens, whether it has them or not; fewer than none are given back. */
export function without(tokens: number, { everyMs }: Rule, { now, fullAt = now }: Moment): number {
  return Math.max(fullAt, now) + tokens * everyMs;
}
