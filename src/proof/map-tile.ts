import { hashBytes, type Hash } from "./hash.ts";
import { bitOf, emptyMap, mapLeafHash, mapNodeHash } from "./map-trie.ts";
import type { MapLeaf, Step } from "./proofs.ts";

/**
 * The map is kept in tiles of four bits of the key: a tile stands at a path, the digits (hex) that its keys begin with,
 * and has a place for each next digit.
 */
export type Place =
  | { readonly kind: "empty" }
  | ({ readonly kind: "leaf" } & MapLeaf)
  /** At least two leaves: a tile stands there, and this is what comes of it. */
  | { readonly kind: "below"; readonly hash: Hash };

export type MapTile = readonly Place[];

const digitBits = 4;
const width = 2 ** digitBits;
const nobody: Place = { kind: "empty" };
export const emptyTile: MapTile = Array.from({ length: width }, () => nobody);

export const digitAt = (key: Hash, depth: number): number => ((key[depth >> 1] ?? 0) >> (depth % 2 === 0 ? 4 : 0)) & 15;
export const pathOf = (key: Hash, depth: number): string => key.toString("hex").slice(0, depth);

/** What comes of the whole tile, which stands at this depth. */
export function hashOfTile(tile: MapTile, depth: number): Hash {
  return half(tile, { from: 0, bits: digitBits }, depth) ?? emptyMap;
}

interface Half {
  /** Of its places, the first. */
  readonly from: number;
  /** It has two to the power of so many. */
  readonly bits: number;
}

/** Null where it is empty. Where one side is empty it is the other side: the trie has no node for it. */
function half(tile: MapTile, { from, bits }: Half, depth: number): Hash | null {
  if (bits === 0) return hashOfPlace(tile[from] ?? nobody);
  const [left, right] = sides({ from, bits }).map((side) => half(tile, side, depth));
  if (!left || !right) return left ?? right ?? null;
  return mapNodeHash(bitAbove({ from, bits }, depth), left, right);
}

function hashOfPlace(place: Place): Hash | null {
  if (place.kind === "empty") return null;
  return place.kind === "leaf" ? mapLeafHash(place) : place.hash;
}

/** The bit of the key that tells the two sides of a half apart. */
const bitAbove = ({ bits }: Half, depth: number): number => depth * digitBits + (digitBits - bits);

const sides = ({ from, bits }: Half): [Half, Half] => {
  const less = bits - 1;
  return [
    { from, bits: less },
    { from: from + 2 ** less, bits: less },
  ];
};

/** Where the trie's way for a key goes on from a tile: at which of its places, and past which nodes. */
export interface Way {
  readonly place: Place;
  readonly digit: number;
  /** From above. */
  readonly steps: readonly Step[];
}

/** The way of a key through a tile that is not empty. Where one side is empty there is no node, and no choice. */
export function wayThrough(tile: MapTile, key: Hash, depth: number): Way {
  const steps: Step[] = [];
  let at: Half = { from: 0, bits: digitBits };
  while (at.bits > 0) {
    const bit = bitAbove(at, depth);
    const [left, right] = sides(at);
    const [leftHash, rightHash] = [half(tile, left, depth), half(tile, right, depth)];
    if (leftHash && rightHash) {
      const isRight = bitOf(key, bit) === 1;
      steps.push({ bit, other: isRight ? leftHash : rightHash });
      at = isRight ? right : left;
    } else at = leftHash ? left : right;
  }
  return { place: tile[at.from] ?? nobody, digit: at.from, steps };
}

const codes = { empty: 0, leaf: 1, below: 2 } as const;

export function tileBytes(tile: MapTile): Buffer {
  return Buffer.concat(
    tile.map((place) => {
      const code = Buffer.of(codes[place.kind]);
      if (place.kind === "empty") return code;
      return place.kind === "leaf" ? Buffer.concat([code, place.key, place.value]) : Buffer.concat([code, place.hash]);
    }),
  );
}

/** @throws RangeError for bytes that are no tile's. */
export function tileOfBytes(bytes: Buffer): MapTile {
  let at = 0;
  const take = (): Hash => {
    at += hashBytes;
    if (at > bytes.length) throw new RangeError("A tile of the map ends too early.");
    return bytes.subarray(at - hashBytes, at);
  };
  const tile = Array.from({ length: width }, (): Place => {
    const code = bytes[at];
    at += 1;
    if (code === codes.empty) return nobody;
    if (code === codes.leaf) return { kind: "leaf", key: take(), value: take() };
    if (code === codes.below) return { kind: "below", hash: take() };
    throw new RangeError("A tile of the map has a place of no kind.");
  });
  if (at !== bytes.length) throw new RangeError("A tile of the map is too long.");
  return tile;
}
