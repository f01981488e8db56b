import { describe, expect, it } from "vitest";
import { keyWindow } from "../../domain/keyed-events.ts";
import { MemoryEventStore } from "../../event-store/memory/memory-event-store.ts";
import { OlderKeysInLog, type OlderKeysLookup } from "./older-keys.ts";
import { careless, handlerOn, numbered, put, spying, stream } from "./spec-language.ts";

const key = { name: "k1", body: '{"thing":"vase"}' };

/** A shelf with the vase, put with its key, and so many other things with keys after it. */
async function longAgo(others: number): Promise<MemoryEventStore> {
  const store = new MemoryEventStore();
  const handler = handlerOn(store);
  await handler.handle(put("vase", key));
  const things = numbered(others).map((n) => put(`thing ${n}`, { name: `other ${n}`, body: "" }, others + 5));
  await Promise.all(things.map((one) => handler.handle(one)));
  return store;
}

describe("a key that is older than what its stream remembers", () => {
  const others = 2 * keyWindow + 100;

  it("is found in the log", async () => {
    const store = await longAgo(others);
    const handler = handlerOn(store);
    expect(await handler.handle(put("vase", key))).toMatchObject({ isReplay: true, events: [{ revision: 0 }] });
    const other = await handler.handle(put("vase", { ...key, body: "other" }));
    expect(other).toMatchObject({ kind: "refused", refusal: { code: "conflict" } });
  });

  it("is asked for once for all commands that are handled together, and only those that are not remembered", async () => {
    const store = await longAgo(others);
    const forgetting = careless(store);
    const asked: OlderKeysLookup[] = [];
    const inLog = new OlderKeysInLog(store);
    const olderKeys = {
      find(lookup: OlderKeysLookup) {
        asked.push(lookup);
        return inLog.find(lookup);
      },
    };
    const handler = handlerOn(forgetting, { olderKeys });
    await handler.current(stream);
    const recent = put("thing 2050", { name: "other 2050", body: "" });
    const fresh = numbered(10).map((n) => put(`new ${n}`, { name: `new ${n}`, body: "" }, others + 50));
    const outcomes = await Promise.all([put("vase", key), recent, ...fresh].map((one) => handler.handle(one)));
    expect(outcomes.map((one) => one.kind === "done" && one.isReplay)).toEqual([true, true, ...fresh.map(() => false)]);
    expect(asked).toHaveLength(1);
    expect(asked[0]).toMatchObject({ stream, from: 1_000 });
    expect(asked[0]?.eventIds).toHaveLength(11);
    await handler.handle(put("another", { name: "another", body: "" }, others + 50));
    expect(asked).toHaveLength(2);
  });

  it("costs new ones nothing where the store refuses the ids that it knows", async () => {
    let asked = 0;
    const olderKeys = { find: () => Promise.reject(new Error(`asked ${(asked += 1)} times`)) };
    const handler = handlerOn(await longAgo(others), { olderKeys });
    for (const n of numbered(5)) {
      const outcome = await handler.handle(put(`new ${n}`, { name: `new ${n}`, body: "" }, others + 50));
      expect(outcome).toMatchObject({ kind: "done", isReplay: false });
    }
    await expect(handler.handle(put("vase", key))).rejects.toThrow("asked 1 times");
  });

  it("is known again before a refusal, or before there is nothing to do", async () => {
    const handler = handlerOn(await longAgo(others));
    await handler.current(stream);
    const replay = { kind: "done", isReplay: true, events: [{ revision: 0 }] };
    expect(await handler.handle(put("vase", key))).toMatchObject(replay);
    expect(await handler.handle(put("too much", key, 5))).toMatchObject(replay);
  });

  it("is known again where something else would happen now", async () => {
    const store = await longAgo(others);
    const again = await handlerOn(store).handle(put("a vase", key, others + 50));
    expect(again).toMatchObject({ kind: "done", isReplay: true, events: [{ revision: 0, data: { thing: "vase" } }] });
  });

  it("costs nothing while the stream remembers all", async () => {
    const olderKeys = { find: () => Promise.reject(new Error("asked")) };
    const handler = handlerOn(careless(await longAgo(keyWindow + 200)), { olderKeys });
    expect(await handler.handle(put("vase", key))).toMatchObject({ isReplay: true });
    expect(await handler.handle(put("lamp", { ...key, name: "new" }, 5_000))).toMatchObject({ isReplay: false });
  });

  it("found by the log is read once", async () => {
    const store = await longAgo(50);
    let reads = 0;
    const inLog = new OlderKeysInLog(spying(store, "readStream", () => (reads += 1)));
    const events = await Array.fromAsync(store.readStream(stream));
    const eventIds = events.map(({ id }) => id);
    for (const from of [10, 30, 20]) {
      const found = await inLog.find({ stream, from, eventIds: [...eventIds, "missing"] });
      expect([...found.keys()]).toEqual(eventIds.slice(0, from));
    }
    expect(reads).toBe(2);
  });
});
