import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { putInMap, rootOfMap } from "./changing-map.ts";
import { sha256, type Hash } from "./hash.ts";
import { proveInTiles, type KeyProof } from "./map-proof.ts";
import type { MapTiles } from "./map-table.ts";
import { tileBytes, tileOfBytes, type MapTile } from "./map-tile.ts";
import { bitOf, emptyMap, mapLeafHash, mapNodeHash } from "./map-trie.ts";
import type { MapLeaf } from "./proofs.ts";
import { SortedMap } from "./sorted-map.ts";

/** docs/proof.md, "Map", as it is written there. */
function naiveRoot(leaves: readonly MapLeaf[], bit = 0): Hash {
  const [only] = leaves;
  if (!only) return emptyMap;
  if (leaves.length === 1) return mapLeafHash(only);
  const left = leaves.filter(({ key }) => bitOf(key, bit) === 0);
  const right = leaves.filter(({ key }) => bitOf(key, bit) === 1);
  if (left.length === 0 || right.length === 0) return naiveRoot(leaves, bit + 1);
  return mapNodeHash(bit, naiveRoot(left, bit + 1), naiveRoot(right, bit + 1));
}

/** Tiles as they are stored, in a plain map. */
function tilesInMemory(): MapTiles & { readonly stored: Map<string, Buffer> } {
  const stored = new Map<string, Buffer>();
  return {
    stored,
    read: (paths) => {
      const found = paths.map((path): [string, Buffer | undefined] => [path, stored.get(path)]);
      const tiles = found.flatMap(([path, bytes]): [string, MapTile][] => (bytes ? [[path, tileOfBytes(bytes)]] : []));
      return Promise.resolve(new Map(tiles));
    },
    write: (tiles) => {
      for (const [path, tile] of tiles) stored.set(path, tileBytes(tile));
      return Promise.resolve();
    },
  };
}

/** The way from a leaf up to the root, as a verifier goes it. */
function climbed(key: Hash, { found, path }: KeyProof): Hash {
  if (!found) return emptyMap;
  let hash = mapLeafHash(found);
  let above = Infinity;
  for (const { bit, other } of path) {
    expect(bit).toBeLessThan(above);
    above = bit;
    hash = bitOf(key, bit) === 0 ? mapNodeHash(bit, hash, other) : mapNodeHash(bit, other, hash);
  }
  return hash;
}

/** Few keys differ early and many late, so that tiles stand below tiles that have one place only. */
const key = fc.oneof(
  fc.uint8Array({ minLength: 32, maxLength: 32 }).map((bytes) => Buffer.from(bytes)),
  fc.tuple(fc.nat({ max: 3 }), fc.nat({ max: 31 }), fc.nat({ max: 255 })).map(([first, at, last]) => {
    const bytes = Buffer.alloc(32, first);
    bytes[at] = last;
    return bytes;
  }),
);
const leaf = fc.record({ key, value: fc.nat().map((n) => sha256(String(n))) });
const batches = fc.array(fc.array(leaf, { maxLength: 20 }), { maxLength: 8 });

const lastOfEach = (leaves: readonly MapLeaf[]): MapLeaf[] =>
  [...new Map(leaves.map((each) => [each.key.toString("hex"), each])).values()].toSorted((one, other) =>
    one.key.compare(other.key),
  );

describe("the map of conversations", () => {
  it("has the root that its content alone determines, in whatever order and batches it came", async () => {
    await fc.assert(
      fc.asyncProperty(batches, async (given) => {
        const tiles = tilesInMemory();
        for (const batch of given) await putInMap(tiles, batch);
        expect(await rootOfMap(tiles)).toEqual(naiveRoot(lastOfEach(given.flat())));
      }),
    );
  });

  it("proves what is in it and what is not", async () => {
    await fc.assert(
      fc.asyncProperty(batches, fc.array(key, { maxLength: 5 }), async (given, strangers) => {
        const tiles = tilesInMemory();
        for (const batch of given) await putInMap(tiles, batch);
        const leaves = lastOfEach(given.flat());
        const root = naiveRoot(leaves);
        const keys = [...leaves.map((each) => each.key), ...strangers];
        const proofs = await proveInTiles(tiles, keys);
        for (const [n, asked] of keys.entries()) {
          const proof = proofs[n] ?? { found: null, path: [] };
          const held = leaves.find((each) => each.key.equals(asked));
          expect(climbed(asked, proof)).toEqual(root);
          expect(proof.found?.key.equals(asked) === true ? proof.found : undefined).toEqual(held);
        }
      }),
    );
  });

  it("says the same of an older time, when all of it is gone through", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(leaf, { maxLength: 60 }), key, async (given, stranger) => {
        const leaves = lastOfEach(given);
        const tiles = tilesInMemory();
        await putInMap(tiles, given);
        const whole = new SortedMap(Buffer.concat(leaves.flatMap((each) => [each.key, each.value])));
        expect(await whole.root()).toEqual(naiveRoot(leaves));
        for (const asked of [...leaves.map((each) => each.key), stranger]) {
          const [inTiles] = await proveInTiles(tiles, [asked]);
          const { found, path } = await whole.prove(asked);
          expect({ found, path }).toEqual({ found: inTiles?.found ?? null, path: inTiles?.path ?? [] });
        }
      }),
    );
  });

  it("goes through many conversations in stretches", async () => {
    const leaves = lastOfEach(
      Array.from({ length: 5_000 }, (_, n) => ({ key: sha256(`c${n}`), value: sha256(`v${n}`) })),
    );
    const whole = new SortedMap(Buffer.concat(leaves.flatMap((each) => [each.key, each.value])));
    expect(await whole.root()).toEqual(naiveRoot(leaves));
    const asked = sha256("c77");
    expect(climbed(asked, await whole.prove(asked))).toEqual(naiveRoot(leaves));
  });

  it("touches the tiles on the way of what changed, and no others", async () => {
    const tiles = tilesInMemory();
    await putInMap(
      tiles,
      Array.from({ length: 2_000 }, (_, n) => ({ key: sha256(`c${n}`), value: sha256("v") })),
    );
    const before = new Map(tiles.stored);
    await putInMap(tiles, [{ key: sha256("c5"), value: sha256("w") }]);
    const changed = [...tiles.stored].filter(([path, bytes]) => before.get(path)?.equals(bytes) !== true);
    expect(changed.map(([path]) => path).every((path) => sha256("c5").toString("hex").startsWith(path))).toBe(true);
    expect(changed.length).toBeGreaterThan(1);
  });
});
