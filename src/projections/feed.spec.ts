import { randomUUID } from "node:crypto";
import { setImmediate as turn } from "node:timers/promises";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { MemoryEventStore } from "../event-store/memory/memory-event-store.ts";
import type { Position } from "../event-store/port.ts";
import { Feed, FeedFollower } from "./feed.ts";
import { OwnReader, type Log, type Stretch } from "./pages.ts";

const length = 30_000;

let opened: number;
let stretch: Pick<Stretch, "signal">;
let closing: AbortController;
let log: Log;

beforeEach(async () => {
  opened = 0;
  closing = new AbortController();
  stretch = { signal: closing.signal };
  const store = new MemoryEventStore();
  const events = Array.from({ length }, () => ({ id: randomUUID(), type: "Counted", data: {}, metadata: {} }));
  for (let from = 0; from < length; from += 1_000)
    await store.append("counted", events.slice(from, from + 1_000), from === 0 ? "none" : from - 1);
  log = {
    store,
    codec: {
      decode(page) {
        opened += page.length;
        return Promise.resolve(page.map((event) => event));
      },
    },
  };
});

afterEach(() => closing.abort());

/** Takes pages up to the log's end, each of them in so many turns. */
async function follow(feed: Feed, turns: number): Promise<Position> {
  const follower = new FeedFollower(feed, () => new OwnReader(log, stretch));
  let at = 0n;
  for (let isOver = false; !isOver;) {
    const page = await follower.next(at);
    expect(page?.after ?? at).toBe(at);
    for (let n = 0; n < turns; n += 1) await turn();
    at = page?.position ?? at;
    isOver = page?.caughtUp ?? false;
  }
  await follower.close();
  return at;
}

describe("the reader that projections share", () => {
  it("opens each event once, also for those who take longer than others", async () => {
    const feed = new Feed(log, stretch);
    const ends = await Promise.all([follow(feed, 1), follow(feed, 3), follow(feed, 9)]);
    expect(ends).toEqual([BigInt(length), BigInt(length), BigInt(length)]);
    expect(opened).toBe(length);
    await feed.close();
  });

  it("goes on without somebody who is stuck, who comes to the end by reading for themselves", async () => {
    const feed = new Feed(log, stretch);
    const stuck = new FeedFollower(feed, () => new OwnReader(log, stretch));
    const first = await stuck.next(0n);
    expect(await follow(feed, 1)).toBe(BigInt(length));
    let at = first?.position ?? 0n;
    while (at < BigInt(length)) at = (await stuck.next(at))?.position ?? at;
    expect(opened).toBeGreaterThan(length);
    await stuck.close();
    await feed.close();
  });

  it("waits for nobody who has left", async () => {
    const feed = new Feed(log, stretch);
    const gone = new FeedFollower(feed, () => new OwnReader(log, stretch));
    await gone.next(0n);
    const others = follow(feed, 1);
    await gone.close();
    expect(await others).toBe(BigInt(length));
    expect(opened).toBe(length);
    await feed.close();
  });
});
