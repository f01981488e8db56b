import { hashBytes, type Hash } from "./hash.ts";
import { rootOfComplete, type Subtree } from "./merkle-ranges.ts";

/** Hashes of a row of the tree are kept in tiles of so many; a tile of one level is an entry of the next. */
export const tileHeight = 8;
export const tileWidth = 2 ** tileHeight;

/** Entries number × 256 to (number + 1) × 256 of level 0 (leaves), 1 (roots of 256 leaves), 2 … */
export interface TileName {
  readonly level: number;
  readonly number: number;
}

/** How many entries of a level a tree of so many leaves has. */
export const entriesOf = (level: number, size: number): number => Math.floor(size / tileWidth ** level);

export const nameOf = ({ level, number }: TileName): string => `${level}/${number}`;

/** The tile that a complete subtree's root is in, or is made of. */
export function tileOf({ height, number }: Subtree): TileName & { readonly offset: number; readonly count: number } {
  const level = Math.floor(height / tileHeight);
  const count = 2 ** (height % tileHeight);
  const first = number * count;
  return { level, number: Math.floor(first / tileWidth), offset: first % tileWidth, count };
}

/** The root of a complete subtree, of the bytes of its tile. @throws RangeError when the tile does not reach so far. */
export function subtreeIn(tile: Buffer | undefined, subtree: Subtree): Hash {
  const { level, number, offset, count } = tileOf(subtree);
  if (!tile || tile.length < (offset + count) * hashBytes)
    throw new RangeError(`Tile ${nameOf({ level, number })} ends before entry ${offset + count}.`);
  return rootOfComplete(hashesIn(tile, offset, count));
}

export function hashesIn(tile: Buffer, offset: number, count: number): Hash[] {
  return Array.from({ length: count }, (_, n) => tile.subarray((offset + n) * hashBytes, (offset + n + 1) * hashBytes));
}

/** The last tile of each level of a tree of that size, and how many entries of it belong to the tree: fewer than all. */
export function edgeOf(size: number): (TileName & { readonly count: number })[] {
  const edge: (TileName & { readonly count: number })[] = [];
  for (let level = 0; entriesOf(level, size) > 0; level += 1) {
    const entries = entriesOf(level, size);
    edge.push({ level, number: Math.floor(entries / tileWidth), count: entries % tileWidth });
  }
  return edge;
}
