import { setImmediate as breath } from "node:timers/promises";
import { hashBytes, type Hash } from "./hash.ts";
import type { KeyProof } from "./map-proof.ts";
import { bitOf, emptyMap, firstDifference, mapLeafHash, mapNodeHash } from "./map-trie.ts";
import type { MapLeaf, Step } from "./proofs.ts";

const leafBytes = 2 * hashBytes;
/** So many leaves are hashed in one go; what comes of larger stretches is remembered. */
const inOneGo = 1_024;

/**
 * A whole map in memory, 64 bytes a conversation: that of an older checkpoint, of which there are no tiles any more.
 * Nodes are computed as they are needed, each large one once; in between others get their turn.
 */
export class SortedMap {
  readonly #leaves: Buffer;
  readonly #known = new Map<string, Hash>();

  /** @param leaves in the order of their keys, key and value of each */
  constructor(leaves: Buffer) {
    this.#leaves = leaves;
  }

  async root(): Promise<Hash> {
    const size = this.#leaves.length / leafBytes;
    return size === 0 ? emptyMap : this.#hashOf(0, size);
  }

  async prove(key: Hash): Promise<KeyProof> {
    const steps: Step[] = [];
    let [begin, end] = [0, this.#leaves.length / leafBytes];
    if (end === 0) return { found: null, path: [] };
    while (end - begin > 1) {
      const { bit, middle } = this.#split(begin, end);
      const isRight = bitOf(key, bit) === 1;
      steps.push({ bit, other: isRight ? await this.#hashOf(begin, middle) : await this.#hashOf(middle, end) });
      if (isRight) begin = middle;
      else end = middle;
    }
    return { found: this.#leaf(begin), path: steps.toReversed() };
  }

  async #hashOf(begin: number, end: number): Promise<Hash> {
    if (end - begin <= inOneGo) return this.#hashAtOnce(begin, end);
    const name = `${begin}-${end}`;
    const known = this.#known.get(name);
    if (known) return known;
    await breath();
    const { bit, middle } = this.#split(begin, end);
    const hash = mapNodeHash(bit, await this.#hashOf(begin, middle), await this.#hashOf(middle, end));
    this.#known.set(name, hash);
    return hash;
  }

  #hashAtOnce(begin: number, end: number): Hash {
    if (end - begin === 1) return mapLeafHash(this.#leaf(begin));
    const { bit, middle } = this.#split(begin, end);
    return mapNodeHash(bit, this.#hashAtOnce(begin, middle), this.#hashAtOnce(middle, end));
  }

  /** Sorted as they are, the first and the last key differ where any do, and those with a 0 there come first. */
  #split(begin: number, end: number): { readonly bit: number; readonly middle: number } {
    const bit = firstDifference(this.#leaf(begin).key, this.#leaf(end - 1).key);
    if (bit === null) throw new RangeError("A key is in the map twice.");
    let [low, high] = [begin, end - 1];
    while (high - low > 1) {
      const middle = (low + high) >> 1;
      if (bitOf(this.#leaf(middle).key, bit) === 1) high = middle;
      else low = middle;
    }
    return { bit, middle: high };
  }

  #leaf(n: number): MapLeaf {
    const at = n * leafBytes;
    const key = this.#leaves.subarray(at, at + hashBytes);
    return { key, value: this.#leaves.subarray(at + hashBytes, at + leafBytes) };
  }
}
