import { describe, expect, it } from "vitest";
import type { EventStore } from "../../../src/event-store/port.ts";
import { compareLogs } from "../../../src/log-copy/compare-logs.ts";
import { migratedDatabase } from "../../support/database.ts";
import { eventStoreDb } from "../../support/eventstoredb-under-test.ts";
import { copied, event, fill, inEventStoreDb, inPostgres, textOf } from "./some-logs.ts";

const server = await eventStoreDb();

describe("a copy is refused, and writes nothing", () => {
  it("where the target holds something else", async () => {
    const [from, to] = [await inPostgres(), await inEventStoreDb(server.url)];
    await fill(from, 5);
    await to.append("conversation-1", [event()], "none");
    const before = await textOf(to);
    await expect(copied({ from, to })).rejects.toThrow(/holds something else \(another id\).+SomethingHappened/);
    expect(await textOf(to)).toEqual(before);
  });

  it("where the target has come further than the source", async () => {
    const [from, to] = [await inPostgres(), await inPostgres()];
    await fill(from, 5);
    await copied({ from, to });
    await to.append("person-1", [event()], "none");
    await expect(copied({ from, to })).rejects.toThrow(/goes on where the source ends/);
  });

  it("where both are one log, under whatever names, so that its epoch stays", async () => {
    const url = await migratedDatabase();
    const [from, to] = [await inPostgres(url), await inPostgres(url)];
    await fill(from, 5);
    const epoch = await from.epoch();
    await expect(copied({ from, to })).rejects.toThrow(/the same log/);
    expect(await from.epoch()).toBe(epoch);
  });

  it("where a word of what was copied is not the same any more", async () => {
    const [from, to] = [await inPostgres(), await inPostgres()];
    const told = { ...event({ text: "yes" }) };
    await from.append("conversation-1", [told], "none");
    await to.append("conversation-1", [{ ...told, data: { text: "no" } }], "none");
    await expect(copied({ from, to })).rejects.toThrow(/another data/);
  });

  it("as soon as somebody else writes to the target", async () => {
    const [from, to] = [await inPostgres(), await inPostgres()];
    await fill(from, 30);
    let isFirst = true;
    const meddled = new Proxy(to, {
      get(target, name) {
        if (name !== "append") {
          const member: unknown = Reflect.get(target, name);
          return typeof member === "function" ? (member.bind(target) as unknown) : member;
        }
        return async (...append: Parameters<EventStore["append"]>) => {
          if (isFirst) await target.append(append[0], [event()], "none");
          isFirst = false;
          return target.append(...append);
        };
      },
    });
    await expect(copied({ from, to: meddled })).rejects.toThrow(/somebody else writes to it/);
  });
});

describe("a comparison names the first difference", () => {
  const quietly = { onProgress: () => undefined };

  it("where one log ends before the other", async () => {
    const [from, to] = [await inPostgres(), await inEventStoreDb(server.url)];
    await fill(from, 3);
    await copied({ from, to });
    const { position, positions } = await from.append("person-1", [event(), event()], "none");
    const { events, difference } = await compareLogs({ from, to, ...quietly });
    expect(events).toBe(Number(position) - 2);
    expect(difference).toMatchObject({ in: "missing", from: { position: positions[0] }, to: null });
    const turned = await compareLogs({ from: to, to: from, ...quietly });
    expect(turned.difference).toMatchObject({ in: "missing", from: null, to: { position: positions[0] } });
  });

  it.each(["id", "type", "stream", "data", "metadata"] as const)("in the %s of an event", async (field) => {
    const [from, to] = [await inPostgres(), await inPostgres()];
    const [told, other] = [event({ text: "yes" }), event({ text: "no" })];
    for (const store of [from, to]) await store.append("person-1", [{ ...other, metadata: {} }], "none");
    await from.append("conversation-1", [told], "none");
    const another = { ...event({ text: "maybe" }), type: "SomethingElse", metadata: {} };
    const stream = field === "stream" ? "conversation-2" : "conversation-1";
    await to.append(stream, [field === "stream" ? told : { ...told, [field]: another[field] }], "none");
    expect(await compareLogs({ from, to, ...quietly })).toMatchObject({
      events: 1,
      difference: { in: field, from: { id: told.id } },
    });
  });
});
