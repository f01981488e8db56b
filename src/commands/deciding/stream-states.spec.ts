import { describe, expect, it } from "vitest";
import type { RecordedEvent } from "../../event-store/port.ts";
import { MemoryEventStore } from "../../event-store/memory/memory-event-store.ts";
import { Codec } from "../../event-store/codec/codec.ts";
import type { CommandHandler } from "./command-handler.ts";
import { handlerOn, keysOf, numbered, put, putType, spying, stream, type Put, type Shelf } from "./spec-language.ts";

/** A handler, and how often it has read the log. */
function reader(
  store: MemoryEventStore,
  maxStateBytes?: number,
): { handler: CommandHandler<Shelf, Put>; reads: number } {
  const counted = { reads: 0 };
  const handler = handlerOn(
    spying(store, "readStream", () => (counted.reads += 1)),
    maxStateBytes === undefined ? {} : { maxStateBytes },
  );
  return Object.assign(counted, { handler });
}

/** All of the log, as a process reads it. */
async function tail(store: MemoryEventStore): Promise<RecordedEvent[]> {
  return new Codec([putType], keysOf(store)).decode(await Array.fromAsync(store.readAll({ after: 0n })));
}

describe("what a process reads of the log", () => {
  it("keeps its states fresh", async () => {
    const store = new MemoryEventStore();
    const one = reader(store);
    await one.handler.handle(put("vase"));
    await handlerOn(store).handle(put("lamp"));
    for (const event of await tail(store)) one.handler.absorb(event);
    one.reads = 0;
    expect(await one.handler.handle(put("clock"))).toMatchObject({ events: [{ revision: 2 }] });
    expect((await one.handler.known(stream)).state.things).toEqual(new Set(["vase", "lamp", "clock"]));
    expect(one.reads).toBe(0);
  });

  it("lets go of a state that misses something in between, which no later event would mend", async () => {
    const store = new MemoryEventStore();
    const one = reader(store);
    await one.handler.handle(put("vase"));
    for (const thing of ["lamp", "clock"]) await handlerOn(store).handle(put(thing));
    for (const event of (await tail(store)).slice(2)) one.handler.absorb(event);
    expect((await one.handler.known(stream)).state.things).toEqual(new Set(["vase", "lamp", "clock"]));
  });

  it("changes nothing that is known already", async () => {
    const store = new MemoryEventStore();
    const one = reader(store);
    for (const thing of ["vase", "lamp"]) await one.handler.handle(put(thing));
    for (const event of await tail(store)) one.handler.absorb(event);
    expect(await one.handler.known(stream)).toMatchObject({
      revision: 1,
      state: { things: new Set(["vase", "lamp"]) },
    });
  });
});

describe("the states that are kept", () => {
  it("are as many as there is memory for, and those longest unused go first", async () => {
    const store = new MemoryEventStore();
    const one = reader(store, 3_500);
    const streams = numbered(4).map((n) => `conversation-${n}`);
    for (const name of streams) await one.handler.handle({ ...put("vase"), stream: name });
    one.reads = 0;
    for (const name of streams.slice(1)) await one.handler.known(name);
    expect(one.reads).toBe(0);
    await one.handler.known("conversation-0");
    expect(one.reads).toBe(1);
  });

  it("that are too large for the memory are read anew, and commands go on", async () => {
    const store = new MemoryEventStore();
    const [one, other] = [reader(store, 500).handler, reader(store, 500).handler];
    const outcomes = await Promise.all(numbered(6).map((n) => (n % 2 ? one : other).handle(put(`thing ${n}`))));
    expect(outcomes.every(({ kind }) => kind === "done")).toBe(true);
  });

  it("are read once for all who ask at the same time", async () => {
    const store = new MemoryEventStore();
    for (const n of numbered(5)) await handlerOn(store).handle(put(`thing ${n}`));
    const one = reader(store);
    const states = await Promise.all(numbered(10).map(() => one.handler.known(stream)));
    expect(new Set(states).size).toBe(1);
    expect(one.reads).toBe(1);
  });
});
