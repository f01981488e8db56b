import { setImmediate as turn } from "node:timers/promises";
import { describe, expect, it } from "vitest";
import type { Progress } from "../../../src/event-store/port.ts";
import { event, events, ids, logs, until, type Adapter } from "./log-under-test.ts";

export function subscribing(adapter: Adapter): void {
  describe("subscribing", () => {
    const open = logs(adapter);

    it("hands over the past, then what comes, each event once", async () => {
      const { log, store } = await open();
      const past = events(5);
      await store.append("a-1", past, "none");
      const other = await log.open();
      const coming = events(20);
      const reader = until(store, { after: 0n }, (seen) => seen.length === 25);
      for (const [n, one] of coming.entries()) await (n % 2 ? store : other).append(`b-${n}`, [one], "none");
      expect(ids(await reader)).toEqual(ids([...past, ...coming]));
      await other.close();
    });

    it("starts after the position given", async () => {
      const { store } = await open();
      const [first, ...rest] = events(6);
      const { position } = await store.append("a-1", [first ?? event()], "none");
      await store.append("a-1", rest, 0);
      expect(ids(await until(store, { after: position }, (seen) => seen.length === 5))).toEqual(ids(rest));
    });

    it("tells its progress past what does not match, and at least every second", async () => {
      const { store } = await open();
      const { position } = await store.append("a-1", events(100), "none");
      const told: Progress[] = [];
      const started = performance.now();
      const ending = new AbortController();
      for await (const item of store.subscribe({ after: 0n, prefixes: ["b-"], signal: ending.signal })) {
        if (item.kind === "event") throw new Error(`${item.stream} does not match`);
        if (item.caughtUp && told.push(item) === 3) ending.abort();
      }
      expect(told.every((progress) => progress.position >= position)).toBe(true);
      expect(performance.now() - started).toBeLessThan(4_000);
    });

    it("never tells of progress past an event that it has not handed over", async () => {
      const { log, store } = await open();
      const other = await log.open();
      const writing = Promise.all(
        [...Array(10).keys()].map(async (n) => {
          for (let revision = -1; revision < 19; revision++) {
            await other.append(`${n % 2 ? "a" : "b"}-${n}`, [event()], revision < 0 ? "none" : revision);
          }
        }),
      );
      const ending = new AbortController();
      let last = 0n;
      let seen = 0;
      for await (const item of store.subscribe({ after: 0n, prefixes: ["a-"], signal: ending.signal })) {
        expect(item.position >= last && (item.kind === "progress" || item.position > last)).toBe(true);
        last = item.position;
        if (item.kind === "event" && ++seen === 100) ending.abort();
      }
      await writing;
      await other.close();
    });

    it("ends without an error when it is told to, waiting or in the middle", async () => {
      const { store } = await open();
      await store.append("a-1", events(50), "none");
      expect(await until(store, { after: 0n }, (seen) => seen.length === 7)).toHaveLength(7);
      const waiting = await until(store, { after: 0n }, (_, progress) => progress?.caughtUp === true);
      expect(waiting).toHaveLength(50);
      const never = new AbortController();
      never.abort();
      for await (const _ of store.subscribe({ after: 0n, signal: never.signal })) throw new Error("it was told before");
    });

    it("loses and repeats nothing for a slow reader, whatever is appended meanwhile", async () => {
      const { log, store } = await open();
      const other = await log.open();
      const given = events(600);
      const slow = until(store, { after: 0n, pause: () => turn() }, (seen) => seen.length === 600);
      for (let n = 0; n < 600; n += 60) {
        await Promise.all(given.slice(n, n + 60).map((one, k) => other.append(`a-${n + k}`, [one], "none")));
      }
      const seen = await slow;
      expect(ids(seen).toSorted()).toEqual(ids(given).toSorted());
      expect(seen.every((one, n) => n === 0 || one.position > (seen[n - 1]?.position ?? 0n))).toBe(true);
      await other.close();
    });

    it("goes on by itself where it stood when its connection breaks", async ({ skip }) => {
      const { log, store } = await open();
      if (!log.cutConnections) return skip("there is no connection to cut");
      const other = await log.open();
      const given = events(200);
      const reader = until(store, { after: 0n }, (seen) => seen.length === 200);
      for (const [n, one] of given.entries()) {
        if (n % 50 === 25) await log.cutConnections();
        await appendInSpite(() => other.append(`a-${n}`, [one], "none"));
      }
      expect(ids(await reader)).toEqual(ids(given));
      await other.close();
    });

    it("goes on by itself when the store was restarted", async ({ skip }) => {
      const { log, store } = await open();
      if (!log.restart) return skip("the store cannot be restarted from here");
      const given = events(60);
      const reader = until(store, { after: 0n }, (seen) => seen.length === 60);
      for (const [n, one] of given.entries()) {
        if (n === 30) await log.restart();
        await appendInSpite(() => store.append(`a-${n}`, [one], "none"));
      }
      expect(ids(await reader)).toEqual(ids(given));
    });
  });
}

/** As a command would: an append whose outcome is unknown, or that was not written, is made again as it was. */
async function appendInSpite(append: () => Promise<unknown>): Promise<void> {
  for (;;) {
    try {
      await append();
      return;
    } catch (error) {
      if ((error as Error).name !== "StoreUnavailable") throw error;
      await turn();
    }
  }
}
