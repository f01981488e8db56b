import { describe, expect, it } from "vitest";
import { ada, bob, here, SpecLog } from "./spec/log.ts";
import { afterAllOf } from "./place.ts";
import { Ring, type RingLimits } from "./ring.ts";
import { toldByEvent } from "./telling.ts";

/** A ring with all that happened in a log. */
async function ringOf(log: SpecLog, limits: Partial<RingLimits>): Promise<Ring> {
  const ring = new Ring(0n, limits);
  for (const event of await log.events()) ring.push(toldByEvent(event));
  return ring;
}

async function lines(count: number): Promise<SpecLog> {
  const log = new SpecLog();
  await log.started(here, { by: ada });
  for (let left = count; left > 0; left -= 1) await log.said(here, { by: ada });
  return log;
}

describe("the ring", () => {
  it("has what was told last, in order", async () => {
    const ring = await ringOf(await lines(5), { entries: 10 });
    expect(ring.after(afterAllOf(2n), 2).map(({ place }) => place.position)).toEqual([3n, 4n]);
    expect(ring.after(afterAllOf(5n), 10).map(({ place }) => place.position)).toEqual([6n]);
    expect(ring.after(afterAllOf(6n), 10)).toEqual([]);
  });

  it("keeps as many as it is asked to, and knows from where on it has all", async () => {
    const ring = await ringOf(await lines(100), { entries: 10 });
    const kept = ring.after(afterAllOf(ring.floor), 100);
    expect(kept.length).toBeGreaterThanOrEqual(10);
    expect(kept.length).toBeLessThanOrEqual(11);
    expect(kept[0]?.place.position).toBe(ring.floor + 1n);
    expect(ring.reaches(afterAllOf(ring.floor))).toBe(true);
    expect(ring.reaches({ position: ring.floor, n: 0 })).toBe(false);
  });

  it("keeps no more words than it is asked to, and at least as many", async () => {
    const log = await lines(50);
    const message = await log.lastLine(here);
    await log.edited(message, { by: ada, content: "x".repeat(100) });
    for (let left = 50; left > 0; left -= 1) await log.said(here, { by: ada, content: "y".repeat(100) });
    const ring = await ringOf(log, { characters: 2_000 });
    const kept = ring.after(afterAllOf(ring.floor), 1_000);
    expect(kept.length).toBeGreaterThanOrEqual(20);
    expect(kept.length).toBeLessThanOrEqual(22);
    expect(ring.reaches(afterAllOf(ring.floor))).toBe(true);
    const edits = await ringOf(log, { characters: 51 * 100 });
    expect(edits.after(afterAllOf(edits.floor), 1_000).length).toBeGreaterThanOrEqual(51);
  });

  it("forgets all that one event told together, and who came by it", async () => {
    const log = await lines(1);
    await log.added(here, { by: ada, who: [bob] });
    const before = await ringOf(log, { entries: 5 });
    expect(before.changes.map(({ position }) => position)).toEqual([1n, 3n]);
    await log.said(here, { by: ada });
    await log.said(here, { by: ada });
    const ring = await ringOf(log, { entries: 3 });
    expect(ring.floor).toBe(3n);
    expect(ring.after(afterAllOf(3n), 10)).toHaveLength(2);
    expect(ring.changes).toEqual([]);
  });

  it("reaches nothing before a new start", async () => {
    const ring = await ringOf(await lines(5), { entries: 10 });
    ring.restartAt(6n);
    expect(ring.reaches(afterAllOf(5n))).toBe(false);
    expect(ring.after(afterAllOf(6n), 10)).toEqual([]);
  });
});
