import { describe, expect, it } from "vitest";
import { ConcurrencyConflict } from "../../../src/event-store/errors.ts";
import type { EventStore, RecordedEvent } from "../../../src/event-store/port.ts";
import { all, event, ids, logs, until, type Adapter } from "./log-under-test.ts";

export function manyWriters(adapter: Adapter): void {
  describe("under many writers", () => {
    const open = logs(adapter);

    it("shows every reader every event once in one order, from wherever it starts", async () => {
      const { log, store } = await open();
      const [first, second] = [await log.open(), await log.open()];
      const total = 20 * 30;
      const isWhole = (seen: readonly RecordedEvent[]): boolean => seen.length === total;
      const readers = [store, first, second].map((each) => until(each, { after: 0n }, isWhole));
      await Promise.all([...Array(20).keys()].map((n) => write(n % 2 ? first : second, n)));
      const [one = [], ...others] = await Promise.all(readers);
      expect(new Set(ids(one)).size).toBe(total);
      for (const other of others) expect(ids(other)).toEqual(ids(one));
      for (const start of [0, 17, 299, 598]) {
        const from = one[start]?.position ?? 0n;
        const rest = await until(store, { after: from }, (seen) => seen.length === total - start - 1);
        expect(ids(rest)).toEqual(ids(one.slice(start + 1)));
      }
      await Promise.all([first.close(), second.close()]);
    });

    it("numbers one stream without gap or double when twenty append to it", async () => {
      const { log, store } = await open();
      const other = await log.open();
      await Promise.all([...Array(20).keys()].map((n) => contend(n % 2 ? store : other, 10)));
      const recorded = await all(store.readStream("hot-1"));
      expect(recorded.map(({ revision }) => revision)).toEqual([...Array(200).keys()]);
      await other.close();
    });

    it("is read through 100,000 events in bounded memory", { timeout: 240_000 }, async () => {
      const { store } = await open();
      const text = "x".repeat(200);
      for (let n = 0; n < 1_000; n += 20) {
        const batch = [...Array(20).keys()].map((k) => `a-${n + k}`);
        await Promise.all(
          batch.map((stream) =>
            store.append(
              stream,
              Array.from({ length: 100 }, () => event({ text })),
              "none",
            ),
          ),
        );
      }
      const before = process.memoryUsage().rss;
      let peak = 0;
      let count = 0;
      for await (const _ of store.readAll({ after: 0n })) {
        if (++count % 5_000 === 0) peak = Math.max(peak, process.memoryUsage().rss);
      }
      expect(count).toBe(100_000);
      expect((peak - before) / 1_048_576).toBeLessThan(150);
    });
  });
}

async function write(store: EventStore, writer: number): Promise<void> {
  for (let revision = -1; revision < 29; revision++) {
    await store.append(`w-${writer}`, [event({ writer, revision })], revision < 0 ? "none" : revision);
  }
}

async function contend(store: EventStore, count: number): Promise<void> {
  let expected: number | "none" = "none";
  for (let done = 0; done < count;) {
    try {
      expected = (await store.append("hot-1", [event()], expected)).revision;
      done += 1;
    } catch (error) {
      if (!(error instanceof ConcurrencyConflict)) throw error;
      expected = error.actual;
    }
  }
}
