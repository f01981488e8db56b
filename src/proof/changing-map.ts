import { digitAt, emptyTile, hashOfTile, pathOf, type MapTile, type Place } from "./map-tile.ts";
import type { MapTiles } from "./map-table.ts";
import { emptyMap } from "./map-trie.ts";
import type { Hash } from "./hash.ts";
import type { MapLeaf } from "./proofs.ts";

/** A stored tile is missing or is none: the tables were damaged. */
export class MapDamaged extends Error {
  override readonly name = "MapDamaged";

  constructor(path: string) {
    super(`Tile "${path}" of the map is not there.`);
  }
}

/** Puts leaves into the map, new ones and changed ones, and gives its new root. Only tiles on their way are touched. */
export async function putInMap(tiles: MapTiles, leaves: readonly MapLeaf[]): Promise<Hash> {
  const change = new Change(await onTheWay(tiles, leaves));
  for (const leaf of leaves) change.put(leaf);
  const root = change.hashes();
  await tiles.write(change.changed());
  return root ?? (await rootOfMap(tiles));
}

export async function rootOfMap(tiles: MapTiles): Promise<Hash> {
  const root = (await tiles.read([""])).get("");
  return root ? hashOfTile(root, 0) : emptyMap;
}

/** All tiles that the leaves' keys lead through. */
async function onTheWay(tiles: MapTiles, leaves: readonly MapLeaf[]): Promise<Map<string, Place[]>> {
  const found = new Map<string, Place[]>();
  let going = leaves;
  for (let depth = 0; going.length > 0; depth += 1) {
    const paths = new Set(going.map(({ key }) => pathOf(key, depth)));
    const read = await tiles.read([...paths]);
    for (const path of paths) {
      const tile = read.get(path);
      if (tile) found.set(path, [...tile]);
      else if (depth > 0) throw new MapDamaged(path);
    }
    going = going.filter(({ key }) => read.get(pathOf(key, depth))?.[digitAt(key, depth)]?.kind === "below");
  }
  return found;
}

class Change {
  readonly #tiles: Map<string, Place[]>;
  readonly #changed = new Set<string>();

  constructor(tiles: Map<string, Place[]>) {
    this.#tiles = tiles;
  }

  put(leaf: MapLeaf): void {
    for (let depth = 0; ; depth += 1) {
      const tile = this.#tileAt(pathOf(leaf.key, depth));
      const digit = digitAt(leaf.key, depth);
      const place = tile[digit];
      if (place?.kind === "below") continue;
      if (place?.kind === "leaf" && !place.key.equals(leaf.key)) {
        tile[digit] = { kind: "below", hash: emptyMap }; // what comes of it is computed when all leaves are put
        this.#tileAt(pathOf(leaf.key, depth + 1))[digitAt(place.key, depth + 1)] = place;
        continue;
      }
      tile[digit] = { kind: "leaf", key: leaf.key, value: leaf.value };
      return;
    }
  }

  /** Computes what comes of every changed tile, the deepest first. @returns the root; null where nothing changed */
  hashes(): Hash | null {
    let root: Hash | null = null;
    for (const path of [...this.#changed].toSorted((one, other) => other.length - one.length)) {
      const hash = hashOfTile(this.#tileAt(path), path.length);
      if (path === "") root = hash;
      else this.#tileAt(path.slice(0, -1))[Number.parseInt(path.slice(-1), 16)] = { kind: "below", hash };
    }
    return root;
  }

  changed(): ReadonlyMap<string, MapTile> {
    return new Map([...this.#changed].map((path) => [path, this.#tileAt(path)]));
  }

  /** Whoever asks for one is on the way to a change. */
  #tileAt(path: string): Place[] {
    this.#changed.add(path);
    let tile = this.#tiles.get(path);
    if (!tile) {
      tile = [...emptyTile];
      this.#tiles.set(path, tile);
    }
    return tile;
  }
}
