import { describe, expect, it } from "vitest";
import { happened, nothing, refuse, type DomainEvent } from "../../domain/decision.ts";
import { userId } from "../../domain/ids.ts";
import { noKeyedEvents, remember, type KeyedEvents } from "../../domain/keyed-events.ts";
import { Codec } from "../../event-store/codec/codec.ts";
import type { EventType } from "../../event-store/codec/event-type.ts";
import { KeysInMemory } from "../../event-store/codec/keys-in-memory.ts";
import { StoreUnavailable } from "../../event-store/errors.ts";
import { MemoryEventStore } from "../../event-store/memory/memory-event-store.ts";
import type { EventStore, JsonObject, RecordedEvent } from "../../event-store/port.ts";
import { CommandHandler } from "./command-handler.ts";
import type { Command, Decider } from "./command.ts";

/** A shelf with room for ten things. */
type Put = DomainEvent<"Put", { thing: string }>;
interface Shelf {
  readonly things: readonly string[];
  readonly lastAt: string | null;
  readonly keyed: KeyedEvents;
}

const shelf: Decider<Shelf, Put> = {
  initialState: { things: [], lastAt: null, keyed: noKeyedEvents },
  evolve: ({ things, keyed }, event) => ({
    things: [...things, event.data.thing],
    lastAt: event.at,
    keyed: remember(keyed, event),
  }),
  lastAt: (state) => state.lastAt,
  keyedEvents: (state) => state.keyed,
};

const ada = userId("ada");

function put(thing: string, key?: { name: string; body: string }): Command<Shelf, Put> {
  return {
    stream: "shelf-1",
    actor: ada,
    ...(key ? { key } : {}),
    decide({ things }) {
      if (things.includes(thing)) return nothing;
      if (things.length >= 10) return refuse("conflict", "The shelf is full.");
      return happened("Put", { thing });
    },
  };
}

const types: EventType[] = [{ type: "Put", version: 1, schema: { parse: (data) => data as JsonObject } }];
const noon = "2026-11-20T12:00:00.000Z";

function handlerOn(store: EventStore, clock = () => noon): CommandHandler<Shelf, Put> {
  return new CommandHandler({ store, codec: new Codec(types, new KeysInMemory()), decider: shelf, clock });
}

async function thingsOn(store: EventStore): Promise<unknown[]> {
  const events = await Array.fromAsync(store.readStream("shelf-1"));
  return events.map(({ data }) => data["thing"]);
}

describe("handling commands", () => {
  it("appends what is decided and answers with what was written", async () => {
    const store = new MemoryEventStore();
    const outcome = await handlerOn(store).handle(put("vase"));
    expect(outcome).toMatchObject({
      kind: "done",
      isReplay: false,
      events: [{ type: "Put", data: { thing: "vase" }, revision: 0, position: 1n, at: noon, actor: "ada" }],
    });
    expect(await thingsOn(store)).toEqual(["vase"]);
  });

  it("decides those to one stream in turn and appends them together", async () => {
    const store = new MemoryEventStore();
    let appends = 0;
    const counting = spying(store, "append", () => (appends += 1));
    const handler = handlerOn(counting);
    const outcomes = await Promise.all([...Array(15).keys()].map((n) => handler.handle(put(`thing ${n}`))));
    expect(outcomes.map(({ kind }) => kind)).toEqual([...Array(15).keys()].map((n) => (n < 10 ? "done" : "refused")));
    expect(appends).toBe(1);
    const positions = outcomes.flatMap((one) =>
      one.kind === "done" ? one.events.map(({ position }) => position) : [],
    );
    expect(positions).toEqual([1n, 2n, 3n, 4n, 5n, 6n, 7n, 8n, 9n, 10n]);
  });

  it("meets other processes by the revision: nothing is lost, and the rule holds", async () => {
    const store = new MemoryEventStore();
    const handlers = [handlerOn(store), handlerOn(store), handlerOn(store)];
    const outcomes = await Promise.all(
      [...Array(30).keys()].map((n) => handlers[n % 3]?.handle(put(`thing ${n}`)) ?? Promise.reject(new Error())),
    );
    expect(outcomes.filter(({ kind }) => kind === "done")).toHaveLength(10);
    expect(new Set(await thingsOn(store)).size).toBe(10);
  });

  it("reads the tail before it refuses, or says that there is nothing to do", async () => {
    const store = new MemoryEventStore();
    const [one, other] = [handlerOn(store), handlerOn(store)];
    await one.handle(put("vase"));
    await other.handle(put("lamp"));
    expect(await one.handle(put("lamp"))).toMatchObject({ kind: "done", events: [] });
    for (const n of Array(8).keys()) await other.handle(put(`thing ${n}`));
    expect(await one.handle(put("late"))).toMatchObject({ kind: "refused", refusal: { code: "conflict" } });
  });

  it("does not read the tail to write on what it knows", async () => {
    const store = new MemoryEventStore();
    let reads = 0;
    const handler = handlerOn(spying(store, "readStream", () => (reads += 1)));
    for (const n of Array(5).keys()) await handler.handle(put(`thing ${n}`));
    expect(reads).toBe(1);
  });

  it("never records a time before the last one, whatever the clock does", async () => {
    const store = new MemoryEventStore();
    const times = [noon, "2026-11-20T11:00:00.000Z", "2026-11-20T12:00:01.000Z"];
    const handler = handlerOn(store, () => times.shift() ?? noon);
    for (const thing of ["a", "b", "c"]) await handler.handle(put(thing));
    const recorded = await Array.fromAsync(store.readStream("shelf-1"));
    expect(recorded.map(({ metadata }) => metadata["at"])).toEqual([noon, noon, "2026-11-20T12:00:01.000Z"]);
  });
});

describe("a command with a key", () => {
  const key = { name: "k1", body: "mac of vase" };

  it("made again is answered as the first time, also at once, elsewhere, and after others", async () => {
    const store = new MemoryEventStore();
    const [one, other] = [handlerOn(store), handlerOn(store)];
    const [first, twin] = await Promise.all([one.handle(put("vase", key)), one.handle(put("vase", key))]);
    for (const n of Array(5).keys()) await other.handle(put(`thing ${n}`));
    const elsewhere = await other.handle(put("vase", key));
    const later = await handlerOn(store).handle(put("vase", key));
    const { events } = first as { events: unknown };
    expect(first).toMatchObject({ kind: "done", isReplay: false });
    for (const again of [twin, elsewhere, later]) expect(again).toEqual({ kind: "done", isReplay: true, events });
    expect(await thingsOn(store)).toHaveLength(6);
  });

  it("and another body is a conflict", async () => {
    const handler = handlerOn(new MemoryEventStore());
    await handler.handle(put("vase", key));
    const other = await handler.handle(put("lamp", { ...key, body: "mac of lamp" }));
    expect(other).toMatchObject({ kind: "refused", refusal: { code: "conflict" } });
  });

  it("of another person is another key", async () => {
    const store = new MemoryEventStore();
    const handler = handlerOn(store);
    await handler.handle(put("vase", key));
    const bobs = await handler.handle({ ...put("lamp", { ...key, body: "other" }), actor: userId("bob") });
    expect(bobs).toMatchObject({ kind: "done", isReplay: false });
  });
});

describe("an append whose outcome is unknown", () => {
  it("is made again and is in the log once", async () => {
    const store = new MemoryEventStore();
    const handler = handlerOn(forgetful(store, 1));
    expect(await handler.handle(put("vase"))).toMatchObject({ kind: "done", events: [{ revision: 0 }] });
    expect(await thingsOn(store)).toEqual(["vase"]);
  });

  it("is recognised as one's own when others have written since", async () => {
    const store = new MemoryEventStore();
    const rival = handlerOn(store);
    const handler = handlerOn(
      forgetful(store, 1, async () => {
        await rival.handle(put("lamp"));
      }),
    );
    const outcome = await handler.handle(put("vase"));
    expect(outcome).toMatchObject({ kind: "done", events: [{ revision: 0, position: 1n }] });
    expect(await thingsOn(store)).toEqual(["vase", "lamp"]);
  });

  it("fails when the store stays away, and harms no later command", async () => {
    const store = new MemoryEventStore();
    const handler = handlerOn(forgetful(store, 6));
    await expect(handler.handle(put("vase"))).rejects.toThrow(StoreUnavailable);
    expect(await handler.handle(put("vase"))).toMatchObject({ kind: "done", events: [] });
    expect(await thingsOn(store)).toEqual(["vase"]);
  });
});

describe("what a process reads of the log", () => {
  it("keeps its states fresh", async () => {
    const store = new MemoryEventStore();
    let reads = 0;
    const handler = handlerOn(spying(store, "readStream", () => (reads += 1)));
    await handler.handle(put("vase"));
    await handlerOn(store).handle(put("lamp"));
    for (const event of await Array.fromAsync(store.readAll({ after: 0n })))
      handler.absorb(event satisfies RecordedEvent);
    reads = 0;
    expect(await handler.handle(put("clock"))).toMatchObject({ events: [{ revision: 2 }] });
    expect(reads).toBe(0);
  });
});

/** The store, telling of each call of one of its methods. */
function spying(store: MemoryEventStore, method: "append" | "readStream", tell: () => void): EventStore {
  return new Proxy(store, {
    get(target, name) {
      const member: unknown = Reflect.get(target, name, target);
      if (typeof member !== "function") return member;
      return (...given: unknown[]): unknown => {
        if (name === method) tell();
        return member.apply(target, given) as unknown;
      };
    },
  });
}

/** The store, writing but losing its first answers. */
function forgetful(store: MemoryEventStore, times: number, meanwhile?: () => Promise<void>): EventStore {
  let left = times;
  const append: EventStore["append"] = async (...given) => {
    const appended = await store.append(...given);
    if (left === 0) return appended;
    left -= 1;
    await meanwhile?.();
    throw new StoreUnavailable("the answer was lost", { outcome: "unknown" });
  };
  return new Proxy(store, {
    get(target, name) {
      if (name === "append") return append;
      const member: unknown = Reflect.get(target, name, target);
      return typeof member === "function" ? (member.bind(target) as unknown) : member;
    },
  });
}
