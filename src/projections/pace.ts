/**
 * How fast a build goes beside the one that is asked, and why. free: nothing is appended. resting: it leaves two thirds
 * of the time to those who write. gaining: it rests less, since the log grows so fast that it would never end. losing: it
 * rests as little as it may by itself, and that is not enough. hurried: an operator has it take no rests.
 */
export const paces = ["free", "resting", "gaining", "losing", "hurried"] as const;
export type Pace = (typeof paces)[number];

/** Of the time, while something is appended: never less, so that it gets on, and never more, so that sending stays fast. */
const share = { least: 1 / 3, most: 2 / 3 };
/** So many times as fast as the log grows it is to go at least. */
const gain = 1.5;

export interface Progress {
  /** Positions a second by which the log grows. */
  readonly growth: number;
  /** Positions that a second of work takes it on; 0 where nothing tells. */
  readonly speed: number;
}

/** How long it rests while something is appended, in times of what it worked. */
export function restFor({ growth, speed }: Progress): { readonly pace: Pace; readonly times: number } {
  const wanted = speed > 0 ? (growth * gain) / speed : 0;
  const taken = Math.min(share.most, Math.max(share.least, wanted));
  const times = 1 / taken - 1;
  if (wanted <= share.least) return { pace: "resting", times };
  return { pace: wanted <= share.most ? "gaining" : "losing", times };
}
