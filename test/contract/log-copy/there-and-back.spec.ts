import { describe, expect, it } from "vitest";
import { compareLogs } from "../../../src/log-copy/compare-logs.ts";
import { oneByOne } from "../../../src/log-copy/pace.ts";
import { eventStoreDb } from "../../support/eventstoredb-under-test.ts";
import { copied, event, fill, inEventStoreDb, inPostgres, textOf } from "./some-logs.ts";

const server = await eventStoreDb();
const quietly = { onProgress: () => undefined };

describe(`a log that is copied, with ${server.name}`, () => {
  it("comes back from EventStoreDB as it was in PostgreSQL: order, ids, revisions, data, metadata with their times", async () => {
    const [first, between, last] = [await inPostgres(), await inEventStoreDb(server.url), await inPostgres()];
    await fill(first, 60);
    const there = await textOf(first);

    expect(await copied({ from: first, to: between })).toMatchObject({ there: 0, written: there.length });
    expect(await textOf(between)).toEqual(there);
    expect(await copied({ from: between, to: last })).toMatchObject({ there: 0, written: there.length });
    expect(await textOf(last)).toEqual(there);
    const same = { events: there.length, difference: null };
    expect(await compareLogs({ from: first, to: between, ...quietly })).toEqual(same);
    expect(await compareLogs({ from: first, to: last, ...quietly })).toEqual(same);
  });

  it("keeps the order of streams that take turns, event by event and in large windows", async () => {
    const [from, to, slowly] = [await inPostgres(), await inEventStoreDb(server.url), await inEventStoreDb(server.url)];
    for (let n = 0; n < 150; n += 1) await from.append(`person-${n}`, [event({ n })], "none");
    for (let n = 0; n < 150; n += 1) await from.append(`person-${(n * 11) % 150}`, [event({ n })], 0);
    await copied({ from, to });
    await copied({ from, to: slowly, pace: oneByOne });
    expect(await textOf(to)).toEqual(await textOf(from));
    expect(await textOf(slowly)).toEqual(await textOf(from));
  });

  it("holds events as large as a log can hold", async () => {
    const [first, between, last] = [await inPostgres(), await inEventStoreDb(server.url), await inPostgres()];
    const large = { text: "x".repeat(1_000_000) };
    for (let n = 0; n < 4; n += 1) await first.append("conversation-1", [event(large)], n === 0 ? "none" : n - 1);
    await copied({ from: first, to: between });
    await copied({ from: between, to: last });
    expect(await textOf(last)).toEqual(await textOf(first));
  });

  it("leaves alone what others keep in the same EventStoreDB", async () => {
    const [from, other, to] = [await inPostgres(), await inEventStoreDb(server.url), await inEventStoreDb(server.url)];
    await fill(from, 5);
    await fill(other, 5);
    const before = await textOf(other);
    await copied({ from, to });
    expect(await textOf(other)).toEqual(before);
    expect(await textOf(to)).toEqual(await textOf(from));
  });

  it("is another epoch, and another one each time that something was added to it", async () => {
    const [from, to] = [await inPostgres(), await inEventStoreDb(server.url)];
    await fill(from, 3);
    const before = await to.epoch();
    await copied({ from, to });
    const first = await to.epoch();
    expect(new Set([before, first, await from.epoch()]).size).toBe(3);
    await copied({ from, to });
    expect(await to.epoch()).toBe(first);
    await fill(from, 1, 3);
    await copied({ from, to });
    expect(await to.epoch()).not.toBe(first);
  });
});
