import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { UserId } from "../domain/ids.ts";
import { MemoryEventStore } from "../event-store/memory/memory-event-store.ts";
import { KeysInMemory } from "../event-store/codec/keys-in-memory.ts";
import { StoreUnavailable } from "../event-store/errors.ts";
import { CoalescingMarkers } from "./coalescing-markers.ts";
import type { CommandContext } from "./context.ts";
import type { AdvanceMarkersRequest } from "./inbox-markers.ts";
import { removeMember } from "./remove-member.ts";
import { markUnread } from "./mark-unread.ts";
import { sendMessage } from "./send-message.ts";
import { ada, bob, cem, contextInMemory, register, startRoom } from "./spec-language.ts";
import { inboxStream } from "./streams.ts";

let store: MemoryEventStore;
let keys: KeysInMemory;
let context: CommandContext;
let room: Awaited<ReturnType<typeof startRoom>>;

beforeEach(async () => {
  store = new MemoryEventStore();
  keys = new KeysInMemory();
  context = contextInMemory({ store, keys });
  await register(context, ada, bob, cem);
  room = await startRoom(context, "Lunch", [bob]);
  for (const content of ["one", "two", "three", "four"])
    await sendMessage(context, { actor: ada, conversationId: room, content });
  vi.useFakeTimers();
});

afterEach(() => {
  vi.useRealTimers();
});

function advance(markers: Pick<AdvanceMarkersRequest, "readTo" | "deliveredTo">, actor: UserId = bob) {
  return context.markers.advance({ actor, conversationId: room, ...markers });
}

async function written(actor: UserId = bob): Promise<unknown[]> {
  const events = await Array.fromAsync(store.readStream(inboxStream(room, actor)));
  return events.map(({ data: { readTo, deliveredTo } }) => ({ readTo, deliveredTo }));
}

const happened = (readTo: number) => ({ kind: "done", isReplay: false, events: [{ data: { readTo } }] });

describe("markers", () => {
  it("are written at once, the first time", async () => {
    expect(await advance({ readTo: 1 })).toMatchObject(happened(1));
    expect(await written()).toEqual([{ readTo: 1, deliveredTo: 1 }]);
  });

  it("within the next two seconds are merged, and answered when they are written together", async () => {
    await advance({ deliveredTo: 1 });
    const answers: unknown[] = [];
    const waiting = [{ readTo: 2 }, { deliveredTo: 4 }, { readTo: 1 }].map(async (markers) => {
      answers.push(await advance(markers));
    });
    await vi.advanceTimersByTimeAsync(1_900);
    expect(answers).toEqual([]);
    expect(await written()).toHaveLength(1);
    await vi.advanceTimersByTimeAsync(100);
    await Promise.all(waiting);
    expect(answers).toMatchObject([happened(2), happened(2), happened(2)]);
    expect(await written()).toEqual([{ deliveredTo: 1 }, { readTo: 2, deliveredTo: 4 }]);
  });

  it("are never written more often, however long it goes on, and at once again after a pause", async () => {
    const times: number[] = [];
    const append = store.append.bind(store);
    store.append = (stream, ...given) => {
      if (stream === inboxStream(room, bob)) times.push(Date.now());
      return append(stream, ...given);
    };
    const all: Promise<unknown>[] = [];
    for (let n = 0; n < 40; n += 1) {
      await sendMessage(context, { actor: ada, conversationId: room, content: "more" });
      all.push(advance({ readTo: n }), advance({ readTo: n }, ada));
      await vi.advanceTimersByTimeAsync(150);
    }
    await vi.advanceTimersByTimeAsync(2_000);
    await Promise.all(all);
    expect((await written()).at(-1)).toMatchObject({ readTo: 39 });
    const pauses = times.slice(1).map((time, index) => time - (times[index] ?? 0));
    expect(pauses.length).toBeGreaterThan(2);
    expect(pauses.every((ms) => ms >= 2_000)).toBe(true);
    await vi.advanceTimersByTimeAsync(2_000);
    expect(await advance({ readTo: 40 })).toMatchObject(happened(40));
  });

  it("that are where they should be are answered at once", async () => {
    await advance({ readTo: 3 });
    expect(await advance({ readTo: 2 })).toEqual({ kind: "done", isReplay: false, events: [] });
  });

  it("of each member and conversation go by themselves", async () => {
    await advance({ readTo: 1 });
    expect(await advance({ readTo: 1 }, ada)).toMatchObject(happened(1));
  });

  it("beyond the last line, and of strangers, are refused at once", async () => {
    await advance({ readTo: 1 });
    expect(await advance({ readTo: 5 })).toMatchObject({ kind: "refused", refusal: { code: "validation_failed" } });
    expect(await advance({ readTo: 1 }, cem)).toMatchObject({ kind: "refused", refusal: { code: "not_found" } });
  });

  it("may be at a line that another process has just written", async () => {
    const other = contextInMemory({ store, keys });
    await sendMessage(other, { actor: ada, conversationId: room, content: "five" });
    expect(await advance({ readTo: 5 })).toMatchObject(happened(5));
  });

  it("that waited are refused to whoever is no member any more", async () => {
    await advance({ readTo: 1 });
    const waiting = advance({ readTo: 2 });
    await vi.advanceTimersByTimeAsync(500);
    await removeMember(context, { actor: ada, conversationId: room, userId: bob });
    await vi.advanceTimersByTimeAsync(1_500);
    expect(await waiting).toMatchObject({ kind: "refused", refusal: { code: "not_found" } });
    expect(await written()).toHaveLength(1);
  });

  it("that wait when the process stops are written at once, and no more are taken", async () => {
    await advance({ readTo: 1 });
    const waiting = advance({ readTo: 2 });
    await Promise.resolve();
    await vi.advanceTimersByTimeAsync(0);
    await context.markers.close();
    expect(await waiting).toMatchObject(happened(2));
    await expect(advance({ readTo: 3 })).rejects.toThrow(StoreUnavailable);
    expect(vi.getTimerCount()).toBe(0);
  });

  it("that can't be written fail for all who wait, and later ones are written", async () => {
    let isAway = true;
    const { inboxes, conversations } = context;
    const markers = new CoalescingMarkers({
      conversations,
      inboxes: new Proxy(inboxes, {
        get(target, name) {
          if (name === "handle" && isAway) return () => Promise.reject(new Error("away"));
          const member: unknown = Reflect.get(target, name, target);
          return typeof member === "function" ? (member.bind(target) as unknown) : member;
        },
      }),
    });
    const request = { actor: bob, conversationId: room };
    const first = markers.advance({ ...request, readTo: 1 });
    await expect(first).rejects.toThrow("away");
    const waiting = [2, 3].map((readTo) => markers.advance({ ...request, readTo }));
    const failed = Promise.allSettled(waiting);
    await vi.advanceTimersByTimeAsync(2_000);
    expect((await failed).map(({ status }) => status)).toEqual(["rejected", "rejected"]);
    isAway = false;
    await vi.advanceTimersByTimeAsync(2_000);
    expect(await markers.advance({ ...request, readTo: 3 })).toMatchObject(happened(3));
  });
});

describe("marking as unread", () => {
  const mark = (from: number) => markUnread(context, { actor: bob, conversationId: room, from });
  const unreadFrom = async () => (await context.inboxes.current(inboxStream(room, bob))).state.unreadFrom;

  it("stays when what was read before it is still to be written", async () => {
    await advance({ readTo: 1 });
    const reading = advance({ readTo: 3 });
    await vi.advanceTimersByTimeAsync(500);
    await mark(2);
    expect(await reading).toMatchObject(happened(3));
    await vi.advanceTimersByTimeAsync(4_000);
    expect(await unreadFrom()).toBe(2);
  });

  it("is taken away by reading, also where the marker stands already, and by another process's reading", async () => {
    await advance({ readTo: 4 });
    const other = contextInMemory({ store, keys });
    await other.inboxes.current(inboxStream(room, bob));
    await mark(2);
    await other.markers.advance({ actor: bob, conversationId: room, readTo: 4 });
    expect(await unreadFrom()).toBeNull();
  });
});
