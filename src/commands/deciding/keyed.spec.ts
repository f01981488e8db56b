import { describe, expect, it } from "vitest";
import { userId } from "../../domain/ids.ts";
import { Codec } from "../../event-store/codec/codec.ts";
import { MemoryEventStore } from "../../event-store/memory/memory-event-store.ts";
import type { EventStore } from "../../event-store/port.ts";
import type { Outcome } from "./command.ts";
import {
  careless,
  handlerOn,
  keysOf,
  noon,
  numbered,
  put,
  putType,
  stream,
  thingsOn,
  type Put,
} from "./spec-language.ts";

const key = { name: "k1", body: '{"thing":"vase"}' };
const december = "2026-12-01T00:00:00.000Z";

const stores: readonly [string, (store: MemoryEventStore) => EventStore][] = [
  ["refuses the ids that it knows", (store) => store],
  ["gives an earlier answer again", careless],
];

function eventsOf(outcome: Outcome<Put> | undefined): unknown {
  return outcome?.kind === "done" ? outcome.events : outcome;
}

async function storedMacs(store: MemoryEventStore): Promise<string[]> {
  const events = await Array.fromAsync(store.readStream(stream));
  return events.flatMap(({ metadata }) => (metadata["key"] as { body: string } | undefined)?.body ?? []);
}

describe("a command with a key", () => {
  it("made again is answered as the first time, also at once, elsewhere, and after others", async () => {
    const store = new MemoryEventStore();
    const [one, other] = [handlerOn(store), handlerOn(store)];
    const [first, twin] = await Promise.all([one.handle(put("vase", key)), one.handle(put("vase", key))]);
    for (const n of numbered(5)) await other.handle(put(`thing ${n}`));
    const elsewhere = await other.handle(put("vase", key));
    const later = await handlerOn(store).handle(put("vase", key));
    expect(first).toMatchObject({ kind: "done", isReplay: false });
    for (const again of [twin, elsewhere, later])
      expect(again).toEqual({ kind: "done", isReplay: true, events: eventsOf(first) });
    expect(await thingsOn(store)).toHaveLength(6);
  });

  it.each(stores)("raced by two processes happens once, where the store %s", async (_, given) => {
    const store = given(new MemoryEventStore());
    const outcomes = await Promise.all([handlerOn(store), handlerOn(store)].map((one) => one.handle(put("vase", key))));
    expect(new Set(outcomes.map((one) => one.kind === "done" && one.isReplay))).toEqual(new Set([false, true]));
    expect(eventsOf(outcomes[0])).toEqual(eventsOf(outcomes[1]));
    expect(await thingsOn(store)).toEqual(["vase"]);
  });

  it.each(stores)("raced with another body is a conflict for one, where the store %s", async (_, given) => {
    const store = given(new MemoryEventStore());
    const [one, other] = [handlerOn(store), handlerOn(store)];
    const outcomes = await Promise.all([
      one.handle(put("vase", key)),
      other.handle(put("lamp", { ...key, body: '{"thing":"lamp"}' })),
    ]);
    expect(outcomes.map(({ kind }) => kind).toSorted()).toEqual(["done", "refused"]);
    for (const each of [one, other])
      expect([...(await each.known(stream)).state.things]).toEqual(await thingsOn(store));
  });

  it("and another body is a conflict, at once and elsewhere", async () => {
    const store = new MemoryEventStore();
    const handler = handlerOn(store);
    const lamp = put("lamp", { ...key, body: '{"thing":"lamp"}' });
    const [, twin] = await Promise.all([handler.handle(put("vase", key)), handler.handle(lamp)]);
    const conflict = { kind: "refused", refusal: { code: "conflict" } };
    expect(twin).toMatchObject(conflict);
    expect(await handlerOn(store).handle(lamp)).toMatchObject(conflict);
    expect(await thingsOn(store)).toEqual(["vase"]);
  });

  it("of another person is another key", async () => {
    const handler = handlerOn(new MemoryEventStore());
    await handler.handle(put("vase", key));
    const bobs = await handler.handle({ ...put("lamp", { ...key, body: "other" }), actor: userId("bob") });
    expect(bobs).toMatchObject({ kind: "done", isReplay: false });
  });

  it("is known again in a later month", async () => {
    const store = new MemoryEventStore();
    const times = [noon, december, december];
    const handler = handlerOn(store, { clock: () => times.shift() ?? december });
    await handler.handle(put("vase", key));
    await handler.handle(put("lamp", { ...key, name: "k2" }));
    expect(await handler.handle(put("vase", key))).toMatchObject({ kind: "done", isReplay: true });
    expect(await handlerOn(store).handle(put("vase", { ...key, body: "other" }))).toMatchObject({ kind: "refused" });
    expect((await storedMacs(store)).map((mac) => mac.slice(0, 8))).toEqual(["2026-11.", "2026-12."]);
  });
});

describe("what is kept of a request's body", () => {
  it("is a MAC, in the log as in memory, and no words", async () => {
    const store = new MemoryEventStore();
    const handler = handlerOn(store);
    await handler.handle(put("vase", key));
    const [mac = ""] = await storedMacs(store);
    expect(mac).toMatch(/^2026-11\.[A-Za-z0-9_-]{22}$/);
    const kept = (await handler.known(stream)).state.keyed;
    expect([...kept.recent].map(([, { body }]) => body)).toEqual([mac]);
    expect(kept).toEqual((await handlerOn(store).current(stream)).state.keyed);
  });

  it("is different for equal bodies", async () => {
    const store = new MemoryEventStore();
    const handler = handlerOn(store);
    for (const name of ["k1", "k2"]) await handler.handle(put(name, { name, body: "same" }));
    const [one, other] = await storedMacs(store);
    expect(one).not.toBe(other);
  });

  it.each(["person:ada", "conversation:shelf", "month:shelf:2026-11"] as const)(
    "tells nothing once the key %s is destroyed: any body counts as the same request",
    async (name) => {
      const store = new MemoryEventStore();
      await handlerOn(store).handle(put("vase", key));
      keysOf(store).destroy(name);
      const handler = handlerOn(store, { clock: () => december });
      const again = await handler.handle(put("vase", { ...key, body: "a guess" }));
      expect(again).toMatchObject({ kind: "done", isReplay: true, events: [{ revision: 0 }] });
    },
  );

  it("can't be made for a person who was erased: a new command is refused", async () => {
    const store = new MemoryEventStore();
    await handlerOn(store).handle(put("vase", key));
    keysOf(store).destroy("person:ada");
    const outcome = await handlerOn(store).handle(put("lamp", { name: "k2", body: "lamp" }));
    expect(outcome).toMatchObject({ kind: "refused", refusal: { code: "forbidden" } });
  });

  it("can't be made for a person who was erased, also where nothing is said that would be sealed", async () => {
    const store = new MemoryEventStore();
    const codec = new Codec([{ ...putType, personal: {} }], keysOf(store));
    await handlerOn(store, { codec }).handle(put("vase", key));
    keysOf(store).destroy("person:ada");
    const outcome = await handlerOn(store, { codec }).handle(put("lamp", { name: "k2", body: "lamp" }));
    expect(outcome).toMatchObject({ kind: "refused", refusal: { code: "forbidden" } });
    expect(await Array.fromAsync(store.readStream(stream))).toHaveLength(1);
  });
});
