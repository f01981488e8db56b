import { describe, expect, it } from "vitest";
import { assertSameLog } from "../../../src/event-store/checkpoint.ts";
import { EpochMismatch } from "../../../src/event-store/errors.ts";
import { all, event, events, ids, logs, type Adapter } from "./log-under-test.ts";

export function reading(adapter: Adapter): void {
  describe("reading a stream", () => {
    const open = logs(adapter);

    it("goes forwards and backwards from any revision, up to a limit", async () => {
      const { store } = await open();
      const given = events(10);
      await store.append("a-1", given, "none");
      const read = async (options: Parameters<typeof store.readStream>[1]): Promise<number[]> =>
        (await all(store.readStream("a-1", options))).map(({ revision }) => revision);
      expect(await read({})).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
      expect(await read({ from: 7 })).toEqual([7, 8, 9]);
      expect(await read({ from: 2, limit: 3 })).toEqual([2, 3, 4]);
      expect(await read({ direction: "backwards", limit: 2 })).toEqual([9, 8]);
      expect(await read({ direction: "backwards", from: 3 })).toEqual([3, 2, 1, 0]);
      expect(await read({ direction: "backwards", from: 50, limit: 1 })).toEqual([9]);
      expect(await read({ from: 10 })).toEqual([]);
      expect(await read({ limit: 0 })).toEqual([]);
    });

    it("finds nothing in a missing one, or in one whose name only begins the same", async () => {
      const { store } = await open();
      await store.append("a-11", [event()], "none");
      expect(await all(store.readStream("a-1"))).toEqual([]);
      expect(await all(store.readStream("a-1", { direction: "backwards" }))).toEqual([]);
    });

    it("is paged without a seam", async () => {
      const { store } = await open();
      const given = events(1_700);
      for (let from = 0; from < given.length; from += 100) {
        await store.append("a-1", given.slice(from, from + 100), from === 0 ? "none" : from - 1);
      }
      expect(ids(await all(store.readStream("a-1")))).toEqual(ids(given));
      expect(ids(await all(store.readStream("a-1", { direction: "backwards" })))).toEqual(ids(given.toReversed()));
    });
  });

  describe("reading the log", () => {
    const open = logs(adapter);

    it("gives every event once from each position, in one order", async () => {
      const { store } = await open();
      for (let n = 0; n < 12; n++) await store.append(`a-${n}`, events(3), "none");
      const whole = await all(store.readAll({ after: 0n }));
      expect(whole).toHaveLength(36);
      for (const [index, { position }] of whole.entries()) {
        expect(ids(await all(store.readAll({ after: position })))).toEqual(ids(whole.slice(index + 1)));
        expect((await store.eventAt(position))?.id).toBe(whole[index]?.id);
      }
      expect(await store.head()).toBe(whole.at(-1)?.position);
    });

    it("gives the events of many places at once, in its own order, and nothing for what is none", async () => {
      const { store } = await open();
      for (let n = 0; n < 20; n++) await store.append(`a-${n}`, events(3), "none");
      const whole = await all(store.readAll({ after: 0n }));
      const some = whole.filter((_, index) => index % 4 !== 1);
      const wanted = some.map(({ position }) => position).toReversed();
      const beyond = (await store.head()) + 1_000_000n;
      expect(ids(await store.eventsAt([beyond, ...wanted, ...wanted.slice(0, 3)]))).toEqual(ids(some));
      expect(await store.eventsAt([])).toEqual([]);
    });

    it("says where to begin to read its last events, so many at most", async () => {
      const { store } = await open();
      expect(await store.beforeLast(5)).toBe(0n);
      for (let n = 0; n < 4; n++) await store.append(`a-${n}`, events(3), "none");
      const whole = await all(store.readAll({ after: 0n }));
      const last = await all(store.readAll({ after: await store.beforeLast(5) }));
      expect(last.length).toBeLessThanOrEqual(5);
      expect(ids(last)).toEqual(ids(whole.slice(whole.length - last.length)));
      const most = await all(store.readAll({ after: await store.beforeLast(50) }));
      expect(ids(most)).toEqual(ids(whole.slice(whole.length - most.length)));
    });

    it("keeps to a limit and to prefixes of stream names", async () => {
      const { store } = await open();
      for (let n = 0; n < 10; n++) {
        await store.append(`a-${n}`, [event()], "none");
        await store.append(`ab-${n}`, [event()], "none");
        await store.append(`100%_-${n}`, [event()], "none");
      }
      const streams = async (prefixes: string[], limit?: number): Promise<string[]> =>
        (await all(store.readAll({ after: 0n, prefixes, ...(limit ? { limit } : {}) }))).map(({ stream }) => stream);
      expect(await streams(["a-"])).toEqual([...Array(10).keys()].map((n) => `a-${n}`));
      expect(await streams(["a"])).toHaveLength(20);
      expect(await streams(["a-", "ab-"], 5)).toEqual(["a-0", "ab-0", "a-1", "ab-1", "a-2"]);
      expect(await streams(["100%"])).toHaveLength(10);
      expect(await streams(["_"])).toEqual([]);
    });

    it("has a page of large events in bounded pieces, without a seam", async () => {
      const { store } = await open();
      const given = events(30, () => ({ text: "x".repeat(600_000) }));
      for (const [n, large] of given.entries()) await store.append(`a-${n}`, [large], "none");
      expect(ids(await all(store.readAll({ after: 0n })))).toEqual(ids(given));
      expect(ids(await all(store.readAll({ after: 0n, prefixes: ["a-2"] })))).toHaveLength(11);
    });

    it("is empty before the first event", async () => {
      const { store } = await open();
      expect(await all(store.readAll({ after: 0n }))).toEqual([]);
    });
  });

  describe("the epoch", () => {
    const open = logs(adapter);

    it("is one for all who open the log, also at once, and stays", async () => {
      const { log, store } = await open();
      const others = await Promise.all([log.open(), log.open(), log.open()]);
      const epochs = await Promise.all([store, ...others].map((each) => each.epoch()));
      expect(new Set(epochs).size).toBe(1);
      expect(epochs[0]).toMatch(/^[0-9a-f-]{36}$/);
      await Promise.all(others.map((each) => each.close()));
    });

    it("renewed, is another, and a checkpoint from before is refused", async () => {
      const { log, store } = await open();
      const { position } = await store.append("a-1", [event()], "none");
      const before = await store.epoch();
      const [last] = await all(store.readAll({ after: 0n }));
      const checkpoint = { epoch: before, position, lastEvent: { position, id: last?.id ?? "" } };
      await assertSameLog(store, checkpoint);
      const other = await log.open();
      const after = await store.renewEpoch();
      expect(after).not.toBe(before);
      expect(await other.epoch()).toBe(after);
      await expect(assertSameLog(other, checkpoint)).rejects.toThrow(EpochMismatch);
      await other.close();
    });

    it("the same, but another event where the reader stood, is refused too", async () => {
      const { store } = await open();
      const { position } = await store.append("a-1", [event()], "none");
      const epoch = await store.epoch();
      const elsewhere = { epoch, position, lastEvent: { position, id: event().id } };
      await expect(assertSameLog(store, elsewhere)).rejects.toThrow(EpochMismatch);
      const beyond = { epoch, position: position + 1_000n, lastEvent: { position: position + 1_000n, id: event().id } };
      await expect(assertSameLog(store, beyond)).rejects.toThrow(EpochMismatch);
    });
  });
}
