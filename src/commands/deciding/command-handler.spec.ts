import { describe, expect, it } from "vitest";
import { StoreUnavailable } from "../../event-store/errors.ts";
import { MemoryEventStore } from "../../event-store/memory/memory-event-store.ts";
import { ada, beside, forgetful, handlerOn, noon, numbered, put, spying, stream, thingsOn } from "./spec-language.ts";

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
    const handler = handlerOn(spying(store, "append", () => (appends += 1)));
    const outcomes = await Promise.all(numbered(15).map((n) => handler.handle(put(`thing ${n}`))));
    expect(outcomes.map(({ kind }) => kind)).toEqual(numbered(15).map((n) => (n < 10 ? "done" : "refused")));
    expect(appends).toBe(1);
    const positions = outcomes.flatMap((one) =>
      one.kind === "done" ? one.events.map(({ position }) => position) : [],
    );
    expect(positions).toEqual([1n, 2n, 3n, 4n, 5n, 6n, 7n, 8n, 9n, 10n]);
  });

  it("appends no more together than it is told to", async () => {
    const store = new MemoryEventStore();
    let appends = 0;
    const handler = handlerOn(
      spying(store, "append", () => (appends += 1)),
      { maxBatch: 4 },
    );
    await Promise.all(numbered(10).map((n) => handler.handle(put(`thing ${n}`))));
    expect(appends).toBe(3);
  });

  it("meets other processes by the revision: nothing is lost, and the rule holds", async () => {
    const store = new MemoryEventStore();
    const handlers = [handlerOn(store), handlerOn(store), handlerOn(store)];
    const outcomes = await Promise.all(
      numbered(30).map((n) => handlers[n % 3]?.handle(put(`thing ${n}`)) ?? Promise.reject(new Error())),
    );
    expect(outcomes.filter(({ kind }) => kind === "done")).toHaveLength(10);
    expect(await thingsOn(store)).toHaveLength(10);
  });

  it("reads the tail before it refuses, or says that there is nothing to do", async () => {
    const store = new MemoryEventStore();
    const [one, other] = [handlerOn(store), handlerOn(store)];
    await one.handle(put("vase"));
    await other.handle(put("lamp"));
    expect(await one.handle(put("lamp"))).toMatchObject({ kind: "done", events: [] });
    for (const n of numbered(8)) await other.handle(put(`thing ${n}`));
    expect(await one.handle(put("late"))).toMatchObject({ kind: "refused", refusal: { code: "conflict" } });
  });

  it("does not read the tail to write on what it knows", async () => {
    const store = new MemoryEventStore();
    let reads = 0;
    const handler = handlerOn(spying(store, "readStream", () => (reads += 1)));
    for (const n of numbered(5)) await handler.handle(put(`thing ${n}`));
    expect(reads).toBe(1);
  });

  it("never records a time before the last one, whatever the clock does", async () => {
    const store = new MemoryEventStore();
    const times = [noon, "2026-11-20T11:00:00.000Z", "2026-11-20T12:00:01.000Z"];
    const handler = handlerOn(store, { clock: () => times.shift() ?? noon });
    for (const thing of ["a", "b", "c"]) await handler.handle(put(thing));
    const recorded = await Array.fromAsync(store.readStream(stream));
    expect(recorded.map(({ metadata }) => metadata["at"])).toEqual([noon, noon, "2026-11-20T12:00:01.000Z"]);
  });

  it("records what caused an event, and where it came from", async () => {
    const store = new MemoryEventStore();
    const imported = { originalAt: "2008-01-01T00:00:00.000Z", countsAsUnread: false };
    const outcome = await handlerOn(store).handle({ ...put("vase"), correlationId: "r1", imported });
    const [recorded] = await Array.fromAsync(store.readStream(stream));
    expect(recorded?.metadata).toEqual({ at: noon, actor: ada, correlationId: "r1", imported, version: 1 });
    expect(outcome).toMatchObject({ events: [{ imported }] });
  });

  it("gives up in time: a command with a deadline is not written after it", async () => {
    const store = new MemoryEventStore();
    const deadlines: unknown[] = [];
    const handler = handlerOn(
      beside(store, (target) => ({
        append: (...given: Parameters<MemoryEventStore["append"]>) => {
          deadlines.push(given[3]?.deadline);
          return target.append(...given);
        },
      })),
    );
    await handler.handle({ ...put("vase"), deadline: 2_000 });
    expect(deadlines).toEqual([expect.closeTo(2_000, -3)]);
    await expect(handler.handle({ ...put("lamp"), deadline: 0 })).rejects.toThrow(StoreUnavailable);
    expect(await thingsOn(store)).toEqual(["vase"]);
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

  it("stays unknown when it can't be made again", async () => {
    const store = new MemoryEventStore();
    const outcomes = ["unknown", "not written"] as const;
    const answers = outcomes.map((outcome) => new StoreUnavailable("away", { outcome }));
    const append = (): Promise<never> => Promise.reject(answers.shift() ?? new Error("asked too often"));
    const handler = handlerOn(beside(store, () => ({ append })));
    await expect(handler.handle(put("vase"))).rejects.toMatchObject({ outcome: "unknown" });
  });

  it("is made again where it can't be seen whose events were written", async () => {
    const store = new MemoryEventStore();
    let failures = 0;
    const handler = handlerOn(
      beside(store, (target) => ({
        refusesKnownIds: false,
        async *readStream(...given: Parameters<MemoryEventStore["readStream"]>) {
          if (given[1]?.limit !== undefined && (failures += 1) === 1) throw new Error("The log is out of reach.");
          yield* target.readStream(...given);
        },
      })),
    );
    const outcome = await handler.handle(put("vase", { name: "k1", body: "vase" }));
    expect(outcome).toMatchObject({ kind: "done", isReplay: false, events: [{ revision: 0 }] });
    expect(failures).toBe(2);
    expect(await thingsOn(store)).toEqual(["vase"]);
  });

  it("fails when the store stays away, and harms no later command", async () => {
    const store = new MemoryEventStore();
    const handler = handlerOn(forgetful(store, 6));
    await expect(handler.handle(put("vase"))).rejects.toThrow(StoreUnavailable);
    expect(await handler.handle(put("vase"))).toMatchObject({ kind: "done", events: [] });
    expect(await thingsOn(store)).toEqual(["vase"]);
  });
});
