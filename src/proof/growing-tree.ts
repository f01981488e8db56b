import { hashBytes, type Hash } from "./hash.ts";
import { rootOf, rootOfComplete, subtreesOf } from "./merkle-ranges.ts";
import { edgeOf, entriesOf, hashesIn, nameOf, subtreeIn, tileOf, tileWidth, type TileName } from "./tile.ts";

export interface Tile extends TileName {
  readonly hashes: Buffer;
}

/** The tree at its right edge: it takes leaves, and says which tiles came of them. It holds one tile for each level. */
export class GrowingTree {
  #size: number;
  /** The last tile of each level, which is not full. */
  readonly #edge: Hash[][];
  #full: Tile[] = [];
  /** Levels whose last tile has grown since it was taken. */
  readonly #grown = new Set<number>();

  /**
   * @param edge the tiles that `edgeOf` names for this size, by name; they may hold more than belongs to it.
   * @throws RangeError when one ends too early.
   */
  constructor(size: number, edge: ReadonlyMap<string, Buffer>) {
    this.#size = size;
    this.#edge = edgeOf(size).map(({ count, ...name }) => {
      const tile = edge.get(nameOf(name));
      if ((tile?.length ?? 0) < count * hashBytes)
        throw new RangeError(`Tile ${nameOf(name)} ends before entry ${count}.`);
      return tile ? hashesIn(tile, 0, count) : [];
    });
  }

  get size(): number {
    return this.#size;
  }

  append(leaf: Hash): void {
    this.#size += 1;
    this.#push(0, leaf);
  }

  root(): Hash {
    return rootOf(
      subtreesOf({ begin: 0, end: this.#size }).map((subtree) => subtreeIn(this.#edgeTile(tileOf(subtree)), subtree)),
    );
  }

  /** The tiles that came or grew since the last time. */
  taken(): readonly Tile[] {
    const grown = [...this.#grown]
      .filter((level) => (this.#edge[level]?.length ?? 0) > 0)
      .map((level) => {
        const number = Math.floor(entriesOf(level, this.#size) / tileWidth);
        return { level, number, hashes: this.#edgeTile({ level }) };
      });
    const tiles = [...this.#full, ...grown];
    this.#full = [];
    this.#grown.clear();
    return tiles;
  }

  /** Each complete subtree of the whole tree is one of the last tile of its level. */
  #edgeTile({ level }: { readonly level: number }): Buffer {
    return Buffer.concat(this.#edge[level] ?? []);
  }

  #push(level: number, hash: Hash): void {
    const row = (this.#edge[level] ??= []);
    row.push(hash);
    this.#grown.add(level);
    if (row.length < tileWidth) return;
    const number = entriesOf(level, this.#size) / tileWidth - 1;
    this.#full.push({ level, number, hashes: Buffer.concat(row) });
    this.#edge[level] = [];
    this.#push(level + 1, rootOfComplete(row));
  }
}
