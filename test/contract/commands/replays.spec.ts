import { describe, expect, it } from "vitest";
import type { Outcome } from "../../../src/commands/deciding/command.ts";
import type { OlderKeys } from "../../../src/commands/deciding/older-keys.ts";
import { sendMessage } from "../../../src/commands/send-message.ts";
import { startConversation } from "../../../src/commands/start-conversation.ts";
import { conversationStream } from "../../../src/commands/streams.ts";
import type { ConversationEvent } from "../../../src/domain/conversation/events.ts";
import type { ConversationId } from "../../../src/domain/ids.ts";
import type { EventStore } from "../../../src/event-store/port.ts";
import type { Metadata } from "../../../src/events/metadata.ts";
import { query } from "../../support/database.ts";
import { ada, bob, numbered, processes, register, startRoom, type Process } from "./processes.ts";

const all = processes();

const key = { name: "k1", body: '{"content":"hello"}' };

function sayHello({ commands }: Process, conversationId: ConversationId): Promise<Outcome<ConversationEvent>> {
  return sendMessage(commands, { actor: ada, conversationId, content: "hello", key });
}

function sayOther({ commands }: Process, conversationId: ConversationId): Promise<Outcome<ConversationEvent>> {
  const other = { ...key, body: '{"content":"bye"}' };
  return sendMessage(commands, { actor: ada, conversationId, content: "bye", key: other });
}

async function sayMany({ commands }: Process, conversationId: ConversationId, count: number): Promise<void> {
  await Promise.all(
    numbered(count).map((n) =>
      sendMessage(commands, { actor: ada, conversationId, content: `${n}`, key: { name: `n${n}`, body: `${n}` } }),
    ),
  );
}

async function opened(): Promise<{ one: Process; room: ConversationId }> {
  const one = await all.start({ maxBatch: 256 });
  await register(one, ada, bob);
  return { one, room: await startRoom(one, "Lunch") };
}

async function helloCount(room: ConversationId): Promise<number> {
  const sql = "select 1 from log.events where stream = $1 and metadata::jsonb #>> '{key,name}' = 'k1'";
  return (await query(all.url(), sql, [conversationStream(room)])).length;
}

/** As a read model has them. */
class OlderKeysInMap implements OlderKeys {
  lookups = 0;
  readonly #store: EventStore;

  constructor(store: EventStore) {
    this.#store = store;
  }

  async find({ stream, from, eventIds }: Parameters<OlderKeys["find"]>[0]): ReturnType<OlderKeys["find"]> {
    this.lookups += 1;
    const events = await Array.fromAsync(this.#store.readStream(stream, { limit: from }));
    return new Map(
      events
        .filter(({ id }) => eventIds.includes(id))
        .map(({ id, revision, metadata }) => {
          const { key: kept } = metadata as unknown as Metadata;
          return [id, { revision, body: kept?.body ?? "" }] as const;
        }),
    );
  }
}

describe("a command with a key, on PostgreSQL", () => {
  it("made again after a restart is answered as the first time, and with another body is a conflict", async () => {
    const { one, room } = await opened();
    const first = await sayHello(one, room);
    const restarted = await all.start();
    expect(await sayHello(restarted, room)).toEqual({ ...first, isReplay: true });
    expect(await sayOther(restarted, room)).toMatchObject({ kind: "refused", refusal: { code: "conflict" } });
    expect(await helloCount(room)).toBe(1);
  });

  it("made again after 1,200 others is remembered by the stream, here and after a restart", async () => {
    const { one, room } = await opened();
    const first = await sayHello(one, room);
    await sayMany(one, room, 1_200);
    const unasked = { find: () => Promise.reject(new Error("asked")) };
    const restarted = await all.start({ olderKeys: unasked });
    for (const process of [one, restarted]) {
      expect(await sayHello(process, room)).toEqual({ ...first, isReplay: true });
      expect(await sayOther(process, room)).toMatchObject({ kind: "refused", refusal: { code: "conflict" } });
    }
    expect(await helloCount(room)).toBe(1);
  });

  it("made again after 2,500 others is found among the older keys, with a read model and without", async () => {
    const { one, room } = await opened();
    const first = await sayHello(one, room);
    await sayMany(one, room, 2_500);
    await one.commands.close();
    const olderKeys = new OlderKeysInMap(one.store);
    for (const process of [one, await all.start(), await all.start({ olderKeys })]) {
      expect(await sayHello(process, room)).toEqual({ ...first, isReplay: true });
      expect(await sayOther(process, room)).toMatchObject({ kind: "refused", refusal: { code: "conflict" } });
    }
    expect(olderKeys.lookups).toBeGreaterThan(0);
    expect(await helloCount(room)).toBe(1);
  });

  it("raced by two processes happens once, and both are answered the same", async () => {
    const { one, room } = await opened();
    const other = await all.start();
    for (const process of [one, other]) await process.commands.conversations.current(conversationStream(room));
    const outcomes = await Promise.all(numbered(20).map((n) => sayHello(n % 2 === 0 ? one : other, room)));
    const firsts = outcomes.filter((outcome) => outcome.kind === "done" && !outcome.isReplay);
    expect(firsts).toHaveLength(1);
    for (const outcome of outcomes)
      expect(outcome).toMatchObject({ ...firsts[0], isReplay: expect.any(Boolean) as boolean });
    expect(await helloCount(room)).toBe(1);
  });

  it("raced with different bodies happens once, and the other is a conflict", async () => {
    const { one, room } = await opened();
    const other = await all.start();
    for (const process of [one, other]) await process.commands.conversations.current(conversationStream(room));
    const outcomes = await Promise.all([sayHello(one, room), sayOther(other, room)]);
    expect(outcomes.map(({ kind }) => kind).toSorted()).toEqual(["done", "refused"]);
    expect(await helloCount(room)).toBe(1);
  });
});

describe("a conversation that is started by two at once", () => {
  it("is one where it is direct, whoever asks and on whatever process", async () => {
    const { one } = await opened();
    const other = await all.start();
    const [byAda, byBob] = await Promise.all([
      startConversation(one.commands, { actor: ada, kind: "direct", memberIds: [bob] }),
      startConversation(other.commands, { actor: bob, kind: "direct", memberIds: [ada] }),
    ]);
    expect(byAda.conversationId).toBe(byBob.conversationId);
    const started = [byAda, byBob].flatMap(({ outcome }) => (outcome.kind === "done" ? outcome.events : []));
    expect(started).toHaveLength(1);
  });

  it("is one where it has a key", async () => {
    const { one } = await opened();
    const other = await all.start();
    const request = { actor: ada, kind: "group", memberIds: [bob], name: "Dinner", key } as const;
    const both = await Promise.all([one, other].map(({ commands }) => startConversation(commands, request)));
    expect(new Set(both.map(({ conversationId }) => conversationId)).size).toBe(1);
    expect(new Set(both.map(({ outcome }) => outcome.kind === "done" && outcome.isReplay))).toEqual(
      new Set([true, false]),
    );
    const changed = await startConversation(one.commands, { ...request, name: "Tea", key: { ...key, body: "tea" } });
    expect(changed.outcome).toMatchObject({ kind: "refused", refusal: { code: "conflict" } });
  });
});

describe("what happened in another process", () => {
  it("is known here once it is told by the log", async () => {
    const { one, room } = await opened();
    const other = await all.start();
    await one.commands.conversations.current(conversationStream(room));
    await sayHello(other, room);
    const tail = await Array.fromAsync(one.store.readAll({ after: 0n }));
    for (const event of await one.commands.codec.decode(tail)) one.commands.absorb(event);
    const before = one.eventsRead();
    const { state, revision } = await one.commands.conversations.known(conversationStream(room));
    expect([revision, state.lastSequence, one.eventsRead() - before]).toEqual([1, 1, 0]);
  });
});
