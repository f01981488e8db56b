import { LRUCache } from "lru-cache";
import { describe, expect, it } from "vitest";
import { atMost } from "./at-most.ts";

describe("a cache that grows", () => {
  it("holds so many entries, and lets go of those that were asked for least recently", () => {
    const cache = new LRUCache<string, number>(atMost(2));
    cache.set("a", 1);
    cache.set("b", 2);
    cache.get("a");
    cache.set("c", 3);
    expect([...cache.keys()].toSorted()).toEqual(["a", "c"]);
  });
});
