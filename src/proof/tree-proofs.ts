import { setImmediate as breath } from "node:timers/promises";
import { LRUCache } from "lru-cache";
import { atMost } from "../platform/at-most.ts";
import type { Hash } from "./hash.ts";
import { consistencyRanges, inclusionRanges, rootOf, subtreesOf, type Range } from "./merkle-ranges.ts";
import { readTiles, type Database } from "./tile-table.ts";
import { nameOf, subtreeIn, tileOf, type TileName } from "./tile.ts";

/** So many paths are hashed in one go, some milliseconds; then others get their turn. */
const inOneGo = 20;

/** For each index the audit path in the tree of that size. @throws RangeError */
export async function inclusionsOf(db: Database, indexes: readonly number[], size: number): Promise<Hash[][]> {
  const asked = indexes.map((index) => inclusionRanges(index, size));
  const hashes = await hashesOf(db, asked.flat());
  const paths: Hash[][] = [];
  for (const ranges of asked) {
    paths.push(ranges.map(hashes));
    if (paths.length % inOneGo === 0) await breath();
  }
  return paths;
}

/** @throws RangeError */
export async function consistencyOf(db: Database, from: number, to: number): Promise<Hash[]> {
  const ranges = consistencyRanges(from, to);
  return ranges.map(await hashesOf(db, ranges));
}

/** The roots of these ranges: their tiles are fetched in one query, and each subtree is computed once. */
async function hashesOf(db: Database, ranges: readonly Range[]): Promise<(range: Range) => Hash> {
  const names = new Map<string, TileName>();
  for (const subtree of ranges.flatMap(subtreesOf)) {
    const { level, number } = tileOf(subtree);
    names.set(nameOf({ level, number }), { level, number });
  }
  const tiles = await readTiles(db, [...names.values()]);
  const known = new LRUCache<string, Hash>(atMost(10_000));
  return (range) =>
    rootOf(
      subtreesOf(range).map((subtree) => {
        const name = `${subtree.height}/${subtree.number}`;
        const found = known.get(name) ?? subtreeIn(tiles.get(nameOf(tileOf(subtree))), subtree);
        known.set(name, found);
        return found;
      }),
    );
}
