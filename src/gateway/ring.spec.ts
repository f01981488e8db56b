import { describe, expect, it } from "vitest";
import { ada, bob, cem, here, SpecLog, there } from "./spec/log.ts";
import { Person } from "./person.ts";
import { afterAllOf } from "./place.ts";
import { Ring, type RingLimits } from "./ring.ts";
import { toldByEvent } from "./telling.ts";

const member = new Person(ada);
member.stays = new Map([[here, 0n]]);
const next = (limit: number): Parameters<Ring["after"]>[1] => ({ person: member, limit });

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
    expect(ring.after(afterAllOf(2n), next(2)).map(({ place }) => place.position)).toEqual([3n, 4n]);
    expect(ring.after(afterAllOf(5n), next(10)).map(({ place }) => place.position)).toEqual([6n]);
    expect(ring.after(afterAllOf(6n), next(10))).toEqual([]);
  });

  it("keeps as many as it is asked to, and knows from where on it has all", async () => {
    const ring = await ringOf(await lines(100), { entries: 10 });
    const kept = ring.after(afterAllOf(ring.floor), next(100));
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
    const kept = ring.after(afterAllOf(ring.floor), next(1_000));
    expect(kept.length).toBeGreaterThanOrEqual(20);
    expect(kept.length).toBeLessThanOrEqual(22);
    expect(ring.reaches(afterAllOf(ring.floor))).toBe(true);
    const edits = await ringOf(log, { characters: 51 * 100 });
    expect(edits.after(afterAllOf(edits.floor), next(1_000)).length).toBeGreaterThanOrEqual(51);
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
    expect(ring.after(afterAllOf(3n), next(10))).toHaveLength(2);
    expect(ring.changes).toEqual([]);
  });

  it("tells a page of what is theirs, however much of others' and of before their joining lies between", async () => {
    const log = await lines(5);
    await log.started(there, { by: bob });
    await log.added(here, { by: ada, who: [cem] });
    for (let left = 3; left > 0; left -= 1) {
      await log.said(there, { by: bob });
      await log.said(here, { by: ada });
    }
    const ring = await ringOf(log, {});
    const newcomer = new Person(cem);
    newcomer.stays = new Map([[here, 8n]]);
    const page = ring.after(afterAllOf(0n), { person: newcomer, limit: 4 });
    const positions = page.map(({ place }) => place.position);
    expect(positions).toEqual(positions.toSorted((one, other) => Number(one - other)));
    expect(page).toHaveLength(4);
    expect(positions.every((position) => position >= 8n)).toBe(true);
    const rest = ring.after(page.at(-1)?.place ?? afterAllOf(0n), { person: newcomer, limit: 100 });
    expect(rest.at(-1)?.place.position).toBe(ring.position);
    expect([...page, ...rest].every(({ audience }) => audience.kind !== "conversation" || audience.id === here)).toBe(
      true,
    );
  });

  it("reaches nothing before a new start", async () => {
    const ring = await ringOf(await lines(5), { entries: 10 });
    ring.restartAt(6n);
    expect(ring.reaches(afterAllOf(5n))).toBe(false);
    expect(ring.after(afterAllOf(6n), next(10))).toEqual([]);
  });
});
