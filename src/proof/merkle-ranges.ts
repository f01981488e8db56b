import { hashOfNothing, hashPair, sorts, type Hash } from "./hash.ts";

/** Leaves from `begin` up to, not including, `end`. */
export interface Range {
  readonly begin: number;
  readonly end: number;
}

/** The complete subtree over leaves number × 2^height to (number + 1) × 2^height. */
export interface Subtree {
  readonly height: number;
  readonly number: number;
}

/** RFC 9162, 2.1.3: the ranges whose roots prove the leaf at an index to be in the tree of a size, from the leaf up. */
export function inclusionRanges(index: number, size: number): Range[] {
  if (!isIndex(index) || !isIndex(size) || index >= size) throw new RangeError(`There is no leaf ${index} of ${size}.`);
  const ranges: Range[] = [];
  let [begin, end] = [0, size];
  while (end - begin > 1) {
    const middle = begin + splitOf(end - begin);
    ranges.push(index < middle ? { begin: middle, end } : { begin, end: middle });
    if (index < middle) end = middle;
    else begin = middle;
  }
  return ranges.toReversed();
}

/** RFC 9162, 2.1.4: the ranges whose roots prove that the tree of one size began as the tree of another. */
export function consistencyRanges(from: number, to: number): Range[] {
  if (!isIndex(from) || !isIndex(to) || from > to) throw new RangeError(`${from} is no earlier size than ${to}.`);
  if (from === 0 || from === to) return [];
  const ranges: Range[] = [];
  let [begin, end] = [0, to];
  while (from !== end) {
    const middle = begin + splitOf(end - begin);
    ranges.push(from <= middle ? { begin: middle, end } : { begin, end: middle });
    if (from <= middle) end = middle;
    else begin = middle;
  }
  // Where that is a tree from the log's start, it is the earlier root itself, which whoever checks has.
  return [...(begin > 0 ? [{ begin, end }] : []), ...ranges.toReversed()];
}

/** The complete subtrees that a range of a Merkle tree is made of, the largest first. */
export function subtreesOf({ begin, end }: Range): Subtree[] {
  const subtrees: Subtree[] = [];
  let at = begin;
  for (let height = Math.floor(Math.log2(Math.max(1, end - begin))); at < end; height -= 1) {
    const leaves = 2 ** height;
    if (end - at < leaves) continue;
    subtrees.push({ height, number: at / leaves });
    at += leaves;
  }
  return subtrees;
}

/** A range's root of the roots of its complete subtrees; of none, that of the empty tree. */
export function rootOf(roots: readonly Hash[]): Hash {
  if (roots.length === 0) return hashOfNothing;
  return roots.reduceRight((right, left) => hashPair(sorts.node, left, right));
}

/** The root over 2^n hashes. */
export function rootOfComplete(hashes: readonly Hash[]): Hash {
  let row = hashes;
  while (row.length > 1) row = pairs(row);
  return row[0] ?? hashOfNothing;
}

function pairs(row: readonly Hash[]): Hash[] {
  const above: Hash[] = [];
  for (let at = 0; at < row.length; at += 2)
    above.push(hashPair(sorts.node, row[at] ?? hashOfNothing, row[at + 1] ?? hashOfNothing));
  return above;
}

const isIndex = (value: number): boolean => Number.isSafeInteger(value) && value >= 0;

/** The largest power of two below a length of at least two. */
function splitOf(length: number): number {
  let split = 1;
  while (split * 2 < length) split *= 2;
  return split;
}
