/** Where somebody looks at rows that stand one below the other, in pixels: reckoned from the end, where chats grow. */
export interface Sight {
  /** How far its lower edge is from the end of the last row. */
  readonly fromEnd: number;
  readonly height: number;
}

/** Rows from one on, up to before another. */
export interface Part {
  readonly from: number;
  readonly to: number;
}

/** The rows that are in sight, or less than so many pixels above or below it. */
export function rowsIn(heights: readonly number[], { fromEnd, height }: Sight, around: number): Part {
  const lower = Math.min(fromEnd, Math.max(0, sum(heights) - height));
  let to = heights.length;
  let below = 0;
  for (; to > 0 && below + heightAt(heights, to - 1) <= lower - around; to -= 1) below += heightAt(heights, to - 1);
  let from = to;
  for (; from > 0 && below < lower + height + around; from -= 1) below += heightAt(heights, from - 1);
  return { from, to };
}

/** How far the top of a row is from the end. */
export function topOf(heights: readonly number[], index: number): number {
  return sum(heights.slice(index));
}

export function sum(heights: readonly number[]): number {
  return heights.reduce((total, each) => total + each, 0);
}

function heightAt(heights: readonly number[], index: number): number {
  return heights[index] ?? 0;
}
