import { describe, expect, it, vi } from "vitest";
import { MemoryEventStore } from "../../event-store/memory/memory-event-store.ts";
import type { Command } from "./command.ts";
import {
  beside,
  handlerOn,
  keysOf,
  numbered,
  put,
  spying,
  stream,
  thingsOn,
  type Put,
  type Shelf,
} from "./spec-language.ts";
import { userId } from "../../domain/ids.ts";

const broken = (): Command<Shelf, Put> => ({
  ...put("anything"),
  decide() {
    throw new RangeError("Nobody thought of this.");
  },
});

describe("of commands that are handled together", () => {
  it("one that can't be decided fails alone", async () => {
    const store = new MemoryEventStore();
    const handler = handlerOn(store);
    const all = [put("a"), broken(), put("b")].map((command) => handler.handle(command));
    const [a, failed, b] = await Promise.allSettled(all);
    expect(failed).toMatchObject({ status: "rejected", reason: { message: "Nobody thought of this." } });
    expect([a, b]).toMatchObject([
      { status: "fulfilled", value: { events: [{ revision: 0 }] } },
      { status: "fulfilled", value: { events: [{ revision: 1 }] } },
    ]);
    expect(await thingsOn(store)).toEqual(["a", "b"]);
  });

  it("one whose event does not fit its schema fails alone, and the others are decided as if it was never there", async () => {
    const store = new MemoryEventStore();
    let appends = 0;
    const handler = handlerOn(spying(store, "append", () => (appends += 1)));
    const all = ["a", "hole", "b", "c"].map((thing) => handler.handle(put(thing, undefined, 3)));
    const outcomes = await Promise.allSettled(all);
    expect(outcomes.map(({ status }) => status)).toEqual(["fulfilled", "rejected", "fulfilled", "fulfilled"]);
    expect(await thingsOn(store)).toEqual(["a", "b", "c"]);
    expect(appends).toBe(1);
  });

  it("what is too much to be kept together is kept apart", async () => {
    const store = new MemoryEventStore();
    const handler = handlerOn(store);
    const things = numbered(5).map((n) => `${n}${"x".repeat(300_000)}`);
    const outcomes = await Promise.all(things.map((thing) => handler.handle(put(thing))));
    expect(outcomes.map((outcome) => outcome.kind === "done" && outcome.events[0]?.revision)).toEqual([0, 1, 2, 3, 4]);
    expect(await thingsOn(store)).toEqual(things);
  });

  it("one that is too much by itself fails alone", async () => {
    const handler = handlerOn(new MemoryEventStore());
    const all = ["a", "x".repeat(1_500_000), "b"].map((thing) => handler.handle(put(thing)));
    const outcomes = await Promise.allSettled(all);
    expect(outcomes.map(({ status }) => status)).toEqual(["fulfilled", "rejected", "fulfilled"]);
  });

  it("one of a person whose key was destroyed is refused, and the others are not", async () => {
    const store = new MemoryEventStore();
    const keys = keysOf(store);
    await keys.forSealing(["person:bob"]);
    keys.destroy("person:bob");
    const handler = handlerOn(store);
    const bobs = { ...put("b"), actor: userId("bob") };
    const all = [put("a"), bobs, { ...bobs, key: { name: "k", body: "b" } }].map((command) => handler.handle(command));
    expect(await Promise.all(all)).toMatchObject([
      { kind: "done" },
      { kind: "refused", refusal: { code: "forbidden" } },
      { kind: "refused", refusal: { code: "forbidden" } },
    ]);
  });

  it("those that were written are answered though an earlier one can't be read", async () => {
    const store = new MemoryEventStore();
    const key = { name: "k1", body: "vase" };
    const readStream = vi.fn<MemoryEventStore["readStream"]>((...given) => store.readStream(...given));
    const handler = handlerOn(beside(store, () => ({ readStream })));
    await handler.handle(put("vase", key));
    readStream.mockImplementation(() => {
      throw new Error("The log is out of reach.");
    });
    const outcomes = await Promise.allSettled([handler.handle(put("vase", key)), handler.handle(put("lamp"))]);
    expect(outcomes.map(({ status }) => status)).toEqual(["rejected", "fulfilled"]);
    expect((await Array.fromAsync(store.readStream(stream))).length).toBe(2);
  });
});
