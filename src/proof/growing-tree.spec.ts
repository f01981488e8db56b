import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { GrowingTree, type Tile } from "./growing-tree.ts";
import { hashOfNothing, hashPair, sha256, sorts, type Hash } from "./hash.ts";
import { consistencyRanges, inclusionRanges, rootOf, subtreesOf, type Range } from "./merkle-ranges.ts";
import { nameOf, subtreeIn, tileOf } from "./tile.ts";

/** RFC 9162, 2.1.1, as it is written there. */
function naiveRoot(leaves: readonly Hash[]): Hash {
  const [only] = leaves;
  if (!only) return hashOfNothing;
  if (leaves.length === 1) return only;
  const split = 2 ** Math.floor(Math.log2(leaves.length - 1));
  return hashPair(sorts.node, naiveRoot(leaves.slice(0, split)), naiveRoot(leaves.slice(split)));
}

const leaf = (hex: string): Hash => sha256(Buffer.concat([Buffer.of(sorts.leaf), Buffer.from(hex, "hex")]));
const leavesOf = (size: number): Hash[] => Array.from({ length: size }, (_, n) => sha256(String(n)));

/** The tiles of a tree that grew leaf by leaf, taken and opened again every so often. */
function grown(leaves: readonly Hash[], takenEvery: number): { tree: GrowingTree; tiles: Map<string, Buffer> } {
  const tiles = new Map<string, Buffer>();
  let tree = new GrowingTree(0, tiles);
  const take = (): void => {
    for (const tile of tree.taken()) tiles.set(nameOf(tile), tile.hashes);
    tree = new GrowingTree(tree.size, tiles);
  };
  for (const each of leaves) {
    tree.append(each);
    if (tree.size % takenEvery === 0) take();
  }
  take();
  return { tree, tiles };
}

const fromTiles = (tiles: ReadonlyMap<string, Buffer>, range: Range): Hash =>
  rootOf(subtreesOf(range).map((subtree) => subtreeIn(tiles.get(nameOf(tileOf(subtree))), subtree)));

describe("the tree of the log", () => {
  it("has the roots of the trees that Certificate Transparency is tested with", () => {
    const leaves = ["", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f"];
    const roots = [
      "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
      "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
      "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
      "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
      "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
      "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
      "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
      "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
    ];
    const tree = new GrowingTree(0, new Map());
    expect(tree.root().toString("hex")).toBe("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    for (const [n, root] of roots.entries()) {
      tree.append(leaf(leaves[n] ?? ""));
      expect(tree.root().toString("hex")).toBe(root);
    }
  });

  it("has the root of the RFC at any size, however often it was put away in between", () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 1_200 }), fc.integer({ min: 1, max: 700 }), (size, takenEvery) => {
        const leaves = leavesOf(size);
        expect(grown(leaves, takenEvery).tree.root()).toEqual(naiveRoot(leaves));
      }),
      { numRuns: 60 },
    );
  });

  it("keeps two levels of full tiles and what stands at their edge", () => {
    const { tree, tiles } = grown(leavesOf(65_536 + 257), 5_000);
    expect(tree.root()).toEqual(naiveRoot(leavesOf(65_536 + 257)));
    const sizeOf = ({ level, number }: Pick<Tile, "level" | "number">): number =>
      (tiles.get(nameOf({ level, number }))?.length ?? 0) / 32;
    expect([0, 255, 256, 257].map((number) => sizeOf({ level: 0, number }))).toEqual([256, 256, 256, 1]);
    expect([0, 1].map((number) => sizeOf({ level: 1, number }))).toEqual([256, 1]);
    expect(sizeOf({ level: 2, number: 0 })).toBe(1);
  });

  it("answers for every size that it had", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 900 }), fc.nat(), fc.nat(), (built, one, other) => {
        const leaves = leavesOf(built);
        const { tiles } = grown(leaves, 300);
        const size = 1 + (one % built);
        const index = other % size;
        const path = inclusionRanges(index, size).map((range) => fromTiles(tiles, range));
        expect(climbed({ index, size, leaf: leaves[index] ?? hashOfNothing, path })).toEqual(
          naiveRoot(leaves.slice(0, size)),
        );
      }),
      { numRuns: 100 },
    );
  });

  it("shows of every size that it began as each earlier one", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 900 }), fc.nat(), (to, other) => {
        const leaves = leavesOf(to);
        const from = 1 + (other % to);
        const path = consistencyRanges(from, to).map((range) => fromTiles(grown(leaves, 1_000).tiles, range));
        const old = naiveRoot(leaves.slice(0, from));
        expect(isPrefix({ from, to, old, path })).toEqual(naiveRoot(leaves));
      }),
      { numRuns: 100 },
    );
  });

  it("has no proof of what it does not hold", () => {
    expect(() => inclusionRanges(3, 3)).toThrow(RangeError);
    expect(() => inclusionRanges(-1, 3)).toThrow(RangeError);
    expect(() => inclusionRanges(0.5, 3)).toThrow(RangeError);
    expect(() => consistencyRanges(4, 3)).toThrow(RangeError);
    expect(() => fromTiles(grown(leavesOf(10), 10).tiles, { begin: 0, end: 11 })).toThrow(RangeError);
  });
});

/** RFC 9162, 2.1.3.2. */
function climbed({ index, size, leaf: start, path }: { index: number; size: number; leaf: Hash; path: Hash[] }): Hash {
  let [fn, sn, hash] = [index, size - 1, start];
  for (const other of path) {
    if (fn % 2 === 1 || fn === sn) {
      hash = hashPair(sorts.node, other, hash);
      while (fn % 2 === 0 && fn !== 0) [fn, sn] = [fn >> 1, sn >> 1];
    } else hash = hashPair(sorts.node, hash, other);
    [fn, sn] = [fn >> 1, sn >> 1];
  }
  expect(sn).toBe(0);
  return hash;
}

/** RFC 9162, 2.1.4.2. @returns the later root, once the earlier one came out as it must */
function isPrefix({ from, to, old, path }: { from: number; to: number; old: Hash; path: Hash[] }): Hash {
  if (from === to) return path.length === 0 ? old : hashOfNothing;
  const nodes = Number.isInteger(Math.log2(from)) ? [old, ...path] : path;
  let [fn, sn] = [from - 1, to - 1];
  while (fn % 2 === 1) [fn, sn] = [fn >> 1, sn >> 1];
  const [first = hashOfNothing, ...rest] = nodes;
  let [fr, sr] = [first, first];
  for (const other of rest) {
    if (fn % 2 === 1 || fn === sn) {
      [fr, sr] = [hashPair(sorts.node, other, fr), hashPair(sorts.node, other, sr)];
      while (fn % 2 === 0 && fn !== 0) [fn, sn] = [fn >> 1, sn >> 1];
    } else sr = hashPair(sorts.node, sr, other);
    [fn, sn] = [fn >> 1, sn >> 1];
  }
  expect(fr).toEqual(old);
  return sr;
}
