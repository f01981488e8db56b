/** Of each level sixteen periods are one of the next; the longest last half a year. `key` keeps their numbers apart. */
export const periodLevels = [1, 16, 256, 4_096].map((hours, level) => ({ hours, key: level * 2 ** 28 }));

/** A span is covered by so many periods at most: each of them is looked for. */
const most = 17;

export const hourMs = 3_600_000;

/**
 * The periods, of one level, in which all of a span lies that goes from one time to another (milliseconds). Null where it
 * is longer than what is covered by few.
 */
export function periodsOf(from: number, to: number): readonly number[] | null {
  for (const { hours, key } of periodLevels) {
    const [first, last] = [Math.floor(from / hours / hourMs), Math.floor(to / hours / hourMs)];
    if (last - first < most) return Array.from({ length: last - first + 1 }, (_, n) => key + first + n);
  }
  return null;
}
