import { describe, expect, it } from "vitest";
import { Codec } from "../../event-store/codec/codec.ts";
import { MemoryEventStore } from "../../event-store/memory/memory-event-store.ts";
import type { EventStore } from "../../event-store/port.ts";
import type { Snapshot, Snapshots } from "./snapshots.ts";
import { beside, handlerOn, keysOf, numbered, put, putType, stream, type Shelf } from "./spec-language.ts";

class SnapshotsInMemory implements Snapshots<Shelf> {
  readonly saved: Snapshot<Shelf>[] = [];

  load(): Promise<Snapshot<Shelf> | null> {
    return Promise.resolve(this.saved.at(-1) ?? null);
  }

  save(_: string, snapshot: Snapshot<Shelf>): Promise<void> {
    this.saved.push(snapshot);
    return Promise.resolve();
  }
}

/** Puts things until there are so many, with time for snapshots every hundred. */
async function fill(store: EventStore, count: number, snapshots?: Snapshots<Shelf>, what = "thing"): Promise<void> {
  const handler = handlerOn(store, snapshots ? { snapshots } : {});
  for (let from = (await handler.current(stream)).revision + 1; from < count; from += 100) {
    const things = numbered(Math.min(100, count - from)).map((n) => put(`${what} ${from + n}`, undefined, count));
    await Promise.all(things.map((one) => handler.handle(one)));
    await handler.close();
  }
}

/** The store, counting the events that are read of it. */
function counted(store: MemoryEventStore): { store: EventStore; events: number } {
  const reading = { events: 0 };
  const readStream: EventStore["readStream"] = async function* (...given) {
    for await (const event of store.readStream(...given)) {
      reading.events += 1;
      yield event;
    }
  };
  return Object.assign(reading, { store: beside(store, () => ({ readStream })) });
}

describe("snapshots", () => {
  it("are made as a stream crosses a thousand events, of the state just then", async () => {
    const [store, snapshots] = [new MemoryEventStore(), new SnapshotsInMemory()];
    await fill(store, 2_100, snapshots);
    expect(snapshots.saved.map(({ revision }) => Math.floor((revision + 1) / 1_000))).toEqual([1, 2]);
    const events = await Array.fromAsync(store.readStream(stream));
    for (const { revision, state, eventId } of snapshots.saved) {
      expect(state.things.size).toBe(revision + 1);
      expect(events[revision]?.id).toBe(eventId);
    }
  });

  it("spare a cold start the reading of what they hold", async () => {
    const [store, snapshots] = [new MemoryEventStore(), new SnapshotsInMemory()];
    await fill(store, 2_100, snapshots);
    const reading = counted(store);
    const outcome = await handlerOn(reading.store, { snapshots }).handle(put("vase", undefined, 5_000));
    expect(outcome).toMatchObject({ kind: "done", events: [{ revision: 2_100 }] });
    expect(reading.events).toBeLessThan(200);
  });

  it("are made after a cold start that read a thousand events, too", async () => {
    const [store, snapshots] = [new MemoryEventStore(), new SnapshotsInMemory()];
    await fill(store, 1_234);
    const handler = handlerOn(store, { snapshots });
    await handler.current(stream);
    await handler.close();
    expect(snapshots.saved).toMatchObject([{ revision: 1_233 }]);
  });

  it("of another log are not believed", async () => {
    const snapshots = new SnapshotsInMemory();
    await fill(new MemoryEventStore(), 1_050, snapshots, "other thing");
    const store = new MemoryEventStore();
    await fill(store, 5);
    expect((await handlerOn(store, { snapshots }).current(stream)).revision).toBe(4);
    await fill(store, 1_200);
    const { state } = await handlerOn(store, { snapshots }).current(stream);
    expect([...state.things].filter((thing) => thing.startsWith("other"))).toEqual([]);
  });

  it("that can't be read or written are reported, and no command fails", async () => {
    const [store, sentences] = [new MemoryEventStore(), [] as string[]];
    const away = (): Promise<never> => Promise.reject(new Error("away"));
    const handler = handlerOn(store, {
      snapshots: { load: away, save: away },
      report: (sentence) => sentences.push(sentence),
    });
    const outcomes = await Promise.all(numbered(1_001).map((n) => handler.handle(put(`${n}`, undefined, 2_000))));
    await handler.close();
    expect(outcomes.every(({ kind }) => kind === "done")).toBe(true);
    expect(sentences).toEqual([
      expect.stringMatching(/snapshot of conversation-shelf could not be read.*away/),
      expect.stringMatching(/snapshot of conversation-shelf could not be written.*away/),
    ]);
  });

  it("are out of the commands' way: whoever waits is answered before one is written", async () => {
    const [store, order] = [new MemoryEventStore(), [] as string[]];
    await fill(store, 999);
    const snapshots = new SnapshotsInMemory();
    snapshots.save = () => Promise.resolve(void order.push("snapshot"));
    const handler = handlerOn(store, { snapshots });
    await handler.handle(put("vase", undefined, 5_000)).then(() => order.push("answer"));
    await handler.close();
    expect(order).toEqual(["answer", "snapshot"]);
  });

  it("and what was told of the log since then are the same state", async () => {
    const [store, snapshots] = [new MemoryEventStore(), new SnapshotsInMemory()];
    await fill(store, 1_500, snapshots);
    const handler = handlerOn(store, { snapshots });
    await handler.current(stream);
    await handlerOn(store).handle(put("vase", undefined, 5_000));
    const last = await Array.fromAsync(store.readStream(stream, { from: 1_500 }));
    for (const event of await new Codec([putType], keysOf(store)).decode(last)) handler.absorb(event);
    expect(await handler.known(stream)).toEqual(await handlerOn(store).current(stream));
  });
});
