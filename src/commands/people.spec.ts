import { describe, expect, it } from "vitest";
import { userId } from "../domain/ids.ts";
import { KeysInMemory } from "../event-store/codec/keys-in-memory.ts";
import { MemoryEventStore } from "../event-store/memory/memory-event-store.ts";
import { changeProfile } from "./change-profile.ts";
import { mapAtMost } from "./map-at-most.ts";
import { namesOf } from "./people.ts";
import { ada, bob, cem, contextInMemory, register } from "./spec-language.ts";

describe("the names of people", () => {
  it("are those of the log; whoever is unknown is missing", async () => {
    const context = contextInMemory();
    await register(context, ada, bob);
    await changeProfile(context, { actor: bob, displayName: "Bobby" });
    expect(await namesOf(context, [ada, bob, cem, ada])).toEqual(
      new Map([
        [ada, { username: "u.ada", displayName: "ADA" }],
        [bob, { username: "u.bob", displayName: "Bobby" }],
      ]),
    );
  });

  it("are there for who registered elsewhere since they were missed", async () => {
    const [store, keys] = [new MemoryEventStore(), new KeysInMemory()];
    const context = contextInMemory({ store, keys });
    expect((await namesOf(context, [ada])).size).toBe(0);
    await register(contextInMemory({ store, keys }), ada);
    expect((await namesOf(context, [ada])).size).toBe(1);
  });

  it("are null once they are erased", async () => {
    const [store, keys] = [new MemoryEventStore(), new KeysInMemory()];
    await register(contextInMemory({ store, keys }), ada);
    keys.destroy("person:ada");
    const names = await namesOf(contextInMemory({ store, keys }), [ada]);
    expect(names.get(ada)).toEqual({ username: null, displayName: null });
  });

  it("that are known cost no reading", async () => {
    const store = new MemoryEventStore();
    const context = contextInMemory({ store });
    await register(context, ada, bob);
    store.readStream = () => {
      throw new Error("read");
    };
    expect((await namesOf(context, [ada, bob])).size).toBe(2);
  });
});

describe("mapping at most so many at once", () => {
  it("gives what the work makes of each, in order, and never has more under way", async () => {
    let underWay = 0;
    let most = 0;
    const results = await mapAtMost(3, [5, 1, 4, 2, 3, 0], async (n) => {
      most = Math.max(most, (underWay += 1));
      for (let turn = 0; turn < n; turn += 1) await Promise.resolve();
      underWay -= 1;
      return userId(`user-${n}`);
    });
    expect(results).toEqual(["user-5", "user-1", "user-4", "user-2", "user-3", "user-0"]);
    expect(most).toBe(3);
  });

  it("fails where the work fails", () =>
    expect(
      mapAtMost(2, [1, 2, 3], (n) => (n === 3 ? Promise.reject(new Error("three")) : Promise.resolve(n))),
    ).rejects.toThrow("three"));
});
