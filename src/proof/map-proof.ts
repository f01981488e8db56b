import { MapDamaged } from "./changing-map.ts";
import type { Hash } from "./hash.ts";
import type { MapTiles } from "./map-table.ts";
import { wayThrough } from "./map-tile.ts";
import type { MapLeaf, Step } from "./proofs.ts";

/** Where the way for a key ends, and the way from there up to the root. */
export interface KeyProof {
  /** The leaf of the key, or of another one where it has none; null in a map of nothing. */
  readonly found: MapLeaf | null;
  readonly path: readonly Step[];
}

/** The ways of all keys, level by level, in the map as its tiles are now. */
export async function proveInTiles(tiles: MapTiles, keys: readonly Hash[]): Promise<readonly KeyProof[]> {
  const travellers = keys.map((key) => new Traveller(key));
  for (let depth = 0; ; depth += 1) {
    const going = travellers.filter(({ isThere }) => !isThere);
    if (going.length === 0) return travellers;
    const read = await tiles.read([...new Set(going.map(({ at }) => at))]);
    if (depth === 0 && read.size === 0) return travellers; // a map of nothing
    for (const traveller of going) {
      const tile = read.get(traveller.at);
      if (!tile) throw new MapDamaged(traveller.at);
      traveller.go(wayThrough(tile, traveller.key, depth));
    }
  }
}

class Traveller implements KeyProof {
  readonly key: Hash;
  at = "";
  isThere = false;
  found: MapLeaf | null = null;
  readonly #steps: Step[] = [];

  constructor(key: Hash) {
    this.key = key;
  }

  get path(): readonly Step[] {
    return this.#steps.toReversed();
  }

  go({ steps, place, digit }: ReturnType<typeof wayThrough>): void {
    this.#steps.push(...steps);
    this.at += digit.toString(16);
    if (place.kind === "empty") throw new MapDamaged(this.at);
    if (place.kind === "below") return;
    this.isThere = true;
    this.found = { key: place.key, value: place.value };
  }
}
