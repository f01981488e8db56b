import { hashOfNothing, parts, sha256, sorts, type Hash } from "./hash.ts";
import type { Entry, MapLeaf } from "./proofs.ts";

/** Of a conversation, by which the map is sorted. */
export const mapKey = (conversationId: string): Hash => sha256(conversationId);

/** docs/proof.md, "Map". */
export function mapValue(conversationId: string, { count, lastIndex, running }: Entry): Hash {
  const texts = ["verbatim.map.v1", conversationId, String(count), String(lastIndex), running.toString("hex")];
  return sha256(parts(texts));
}

const leafBytes = Buffer.of(sorts.mapLeaf);
export const mapLeafHash = ({ key, value }: MapLeaf): Hash => sha256(Buffer.concat([leafBytes, key, value]));

/** The node under which keys differ first in this bit; those with a 0 there are to the left. */
export function mapNodeHash(bit: number, left: Hash, right: Hash): Hash {
  return sha256(Buffer.concat([Buffer.of(sorts.mapNode, bit >> 8, bit & 0xff), left, right]));
}

/** The root of a map of nothing. */
export const emptyMap: Hash = hashOfNothing;

export const bitOf = (key: Hash, bit: number): 0 | 1 => ((((key[bit >> 3] ?? 0) >> (7 - (bit & 7))) & 1) === 1 ? 1 : 0);

/** The first bit in which two keys differ; null where they are the same. */
export function firstDifference(one: Hash, other: Hash): number | null {
  for (let byte = 0; byte < one.length; byte += 1) {
    const different = (one[byte] ?? 0) ^ (other[byte] ?? 0);
    if (different !== 0) return byte * 8 + Math.clz32(different) - 24;
  }
  return null;
}
