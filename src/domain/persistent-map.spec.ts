import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { PersistentMap } from "./persistent-map.ts";

/** Two pairs of keys whose 32-bit hashes are the same, among keys that share parts of them. */
const clashing = ["costarring", "liquid", "7yzx", "e6ad"];
const anyKey = fc.oneof(fc.constantFrom(...clashing), fc.stringMatching(/^[a-d]{1,3}$/), fc.string());
const anyStep = fc.oneof(
  { weight: 2, arbitrary: fc.record({ set: anyKey, to: fc.nat() }) },
  { weight: 1, arbitrary: fc.record({ delete: anyKey }) },
);

describe("a persistent map", () => {
  it("holds what a map holds, after any steps, and every earlier one stays as it was", () =>
    fc.assert(
      fc.property(fc.array(anyStep, { maxLength: 200 }), (steps) => {
        const model = new Map<string, number>();
        let map = PersistentMap.of<string, number>();
        const earlier: [PersistentMap<string, number>, Map<string, number>][] = [];
        for (const step of steps) {
          earlier.push([map, new Map(model)]);
          if ("set" in step) {
            model.set(step.set, step.to);
            map = map.set(step.set, step.to);
          } else {
            model.delete(step.delete);
            map = map.delete(step.delete);
          }
        }
        for (const [made, expected] of [...earlier, [map, model] as const]) expectSame(made, expected);
      }),
    ));

  it("is built again as it was once what was added is deleted", () =>
    fc.assert(
      fc.property(fc.uniqueArray(anyKey), fc.uniqueArray(anyKey), (first, more) => {
        const map = PersistentMap.of<string, number>(first.map((key) => [key, 1]));
        const added = more.filter((key) => !map.has(key));
        const grown = added.reduce((all, key) => all.set(key, 2), map);
        const shrunk = added.reduce((all, key) => all.delete(key), grown);
        expect(JSON.stringify(shrunk)).toBe(JSON.stringify(map));
      }),
    ));

  it("keeps apart keys with the same hash", () => {
    const both = PersistentMap.of([
      ["costarring", 1],
      ["liquid", 2],
    ]);
    expectSame(both, new Map(Object.entries({ costarring: 1, liquid: 2 })));
    expectSame(both.delete("liquid"), new Map([["costarring", 1]]));
  });

  it("is the same map when what is deleted was not in it", () => {
    const map = PersistentMap.of<string, number>([["a", 1]]);
    expect(map.delete("b")).toBe(map);
  });

  it("shares what did not change: many versions of a large map are not many copies", () => {
    let map = PersistentMap.of<string, number>(Array.from({ length: 10_000 }, (_, n) => [`user-${n}`, n]));
    const nodes = new Set<object>();
    const before = countInto(nodes, map);
    for (let n = 0; n < 100; n += 1) {
      map = map.set(`joined-${n}`, n);
      countInto(nodes, map);
    }
    expect(nodes.size - before).toBeLessThan(100 * 15);
  });
});

function expectSame(map: PersistentMap<string, number>, model: ReadonlyMap<string, number>): void {
  expect(map.size).toBe(model.size);
  expect(new Map(map)).toEqual(model);
  expect([...map.keys()]).toHaveLength(model.size);
  for (const [key, value] of model) expect(map.get(key)).toBe(value);
  expect(map.has("never set")).toBe(false);
}

/** Adds every object that the map is made of; gives how many there are then. */
function countInto(nodes: Set<object>, part: object): number {
  if (!nodes.has(part)) {
    nodes.add(part);
    for (const inner of Object.values(part) as unknown[])
      if (typeof inner === "object" && inner) countInto(nodes, inner);
  }
  return nodes.size;
}
