/** What one can see of an event on the slider. */
export type Mark = "message" | "edit" | "deletion" | "other";

export interface Moment {
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly mark: Mark;
}

export interface Bucket {
  readonly messages: number;
  readonly edits: number;
  readonly deletions: number;
}

/** From the first event to the last, cut into so many pieces of the same length. */
export function bucketsOf(moments: readonly Moment[], count: number): readonly Bucket[] {
  const buckets = Array.from({ length: count }, () => ({ messages: 0, edits: 0, deletions: 0 }));
  for (const { at, mark } of moments) {
    const bucket = buckets[Math.min(count - 1, Math.floor(shareOf(moments, at) * count))];
    if (!bucket) continue;
    if (mark === "message") bucket.messages += 1;
    else if (mark === "edit") bucket.edits += 1;
    else if (mark === "deletion") bucket.deletions += 1;
  }
  return buckets;
}

/** Where a time lies between the first event and the last: 0 to 1. */
export function shareOf(moments: readonly Moment[], at: number): number {
  const [from, to] = [moments[0]?.at ?? 0, moments.at(-1)?.at ?? 0];
  return to <= from ? 1 : Math.max(0, Math.min(1, (at - from) / (to - from)));
}

/** The last event by a place between first and last; the first one where none is. */
export function indexAt(moments: readonly Moment[], share: number): number {
  const [from, to] = [moments[0]?.at ?? 0, moments.at(-1)?.at ?? 0];
  return lastBy(moments, from + share * (to - from));
}

/** The last event that had happened by a time; the first one where none had. */
export function lastBy(moments: readonly Moment[], time: number): number {
  let [low, high] = [0, moments.length - 1];
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if ((moments[middle]?.at ?? 0) <= time) low = middle;
    else high = middle - 1;
  }
  return Math.max(0, low);
}

const dayMs = 24 * 3_600_000;

/** A day on or back from an event; always another one, unless it is at the end. */
export function dayFrom(moments: readonly Moment[], index: number, days: 1 | -1): number {
  const at = moments[index]?.at ?? 0;
  const there = lastBy(moments, at + days * dayMs);
  if (days === 1) return Math.min(moments.length - 1, Math.max(index + 1, there));
  return Math.max(0, Math.min(index - 1, there));
}
