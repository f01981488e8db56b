import { happened, nothing, refuse, type DomainEvent } from "../../domain/decision.ts";
import { userId } from "../../domain/ids.ts";
import { noKeyedEvents, remember, type KeyedEvents } from "../../domain/keyed-events.ts";
import { Codec } from "../../event-store/codec/codec.ts";
import type { EventType } from "../../event-store/codec/event-type.ts";
import { KeysInMemory } from "../../event-store/codec/keys-in-memory.ts";
import { StoreUnavailable } from "../../event-store/errors.ts";
import type { MemoryEventStore } from "../../event-store/memory/memory-event-store.ts";
import type { EventStore, JsonObject } from "../../event-store/port.ts";
import { CommandHandler, type CommandHandlerOptions } from "./command-handler.ts";
import type { Command, Decider, RequestKey } from "./command.ts";

/** A shelf with room for so many things. It is named like a conversation, whose months matter. */
export type Put = DomainEvent<"Put", { thing: string }>;
export interface Shelf {
  readonly things: ReadonlySet<string>;
  readonly lastAt: string | null;
  readonly keyed: KeyedEvents;
}

export const stream = "conversation-shelf";
export const ada = userId("ada");
export const noon = "2026-11-20T12:00:00.000Z";

export const shelf: Decider<Shelf, Put> = {
  initialState: { things: new Set(), lastAt: null, keyed: noKeyedEvents },
  evolve: ({ things, keyed }, event) => ({
    things: things.union(new Set([event.data.thing])),
    lastAt: event.at,
    keyed: remember(keyed, event),
  }),
  lastAt: (state) => state.lastAt,
  keyedEvents: (state) => state.keyed,
  sizeOf: ({ things }) => 1_000 + things.size,
};

export function put(thing: string, key?: RequestKey, room = 10): Command<Shelf, Put> {
  return {
    stream,
    actor: ada,
    ...(key && { key }),
    decide({ things }) {
      if (things.has(thing)) return nothing;
      if (things.size >= room) return refuse("conflict", "The shelf is full.");
      return happened("Put", { thing });
    },
  };
}

/** What a thing is called is its putter's own. */
export const putType: EventType = {
  type: "Put",
  version: 1,
  schema: {
    parse(data) {
      const { thing } = data as { thing: string };
      if (thing.startsWith("hole")) throw new TypeError("A hole is no thing.");
      return data as JsonObject;
    },
  },
  personal: { thing: ({ metadata }) => [`person:${metadata["actor"] as string}`] },
};

type Options = CommandHandlerOptions<Shelf, Put>;

/** As a process of its own has it; those that share a log share its keys. */
export function handlerOn(store: EventStore, options: Partial<Options> = {}): CommandHandler<Shelf, Put> {
  const keys = options.keys ?? keysOf(store);
  const report = (sentence: string): never => {
    throw new Error(sentence);
  };
  return new CommandHandler({
    store,
    keys,
    codec: new Codec([putType], keys),
    decider: shelf,
    clock: () => noon,
    report,
    ...options,
  });
}

const keysOfStores = new WeakMap<EventStore, KeysInMemory>();

export function keysOf(store: EventStore): KeysInMemory {
  const keys = keysOfStores.get(store) ?? new KeysInMemory();
  keysOfStores.set(store, keys);
  return keys;
}

/** All that is on the shelf, by the log. */
export async function thingsOn(store: EventStore): Promise<string[]> {
  const { state } = await handlerOn(store).current(stream);
  return [...state.things];
}

export function numbered(count: number): number[] {
  return [...Array(count).keys()];
}

/** The store, telling of each call of one of its methods. */
export function spying(store: MemoryEventStore, method: "append" | "readStream", tell: () => void): EventStore {
  return beside(store, (target) => ({
    [method](...given: unknown[]): unknown {
      tell();
      return (target[method] as (...all: unknown[]) => unknown)(...given);
    },
  }));
}

/** The store, writing but losing its first answers. */
export function forgetful(store: MemoryEventStore, times: number, meanwhile?: () => Promise<void>): EventStore {
  let left = times;
  const append: EventStore["append"] = async (...given) => {
    const appended = await store.append(...given);
    if (left === 0) return appended;
    left -= 1;
    await meanwhile?.();
    throw new StoreUnavailable("the answer was lost", { outcome: "unknown" });
  };
  return beside(store, () => ({ append }));
}

/** The store, but for some of its methods. It has the store's keys. */
export function beside(store: MemoryEventStore, methods: (store: MemoryEventStore) => object): EventStore {
  const own = methods(bound(store, {}));
  const other = bound(store, own);
  keysOfStores.set(other, keysOf(store));
  return other;
}

/** The store as one that takes a first try for a repeat, and says nothing of the ids it knows. */
export function careless(store: MemoryEventStore): EventStore {
  return beside(store, (target) => ({
    refusesKnownIds: false,
    append: (...[name, events, expected]: Parameters<EventStore["append"]>) => target.append(name, events, expected),
  }));
}

function bound(store: MemoryEventStore, own: object): MemoryEventStore {
  return new Proxy(store, {
    get(target, name) {
      const member: unknown = Reflect.get(own, name) ?? Reflect.get(target, name, target);
      return typeof member === "function" ? (member.bind(target) as unknown) : member;
    },
  });
}
