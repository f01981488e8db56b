import { randomUUID } from "node:crypto";
import { describe, expect, it } from "vitest";
import * as conversations from "../domain/conversation/spec-language.ts";
import type { Decision, DomainEvent } from "../domain/decision.ts";
import { userId } from "../domain/ids.ts";
import { advanceMarkers } from "../domain/inbox/advance-markers.ts";
import { inboxes } from "../domain/inbox/decider.ts";
import { recorded } from "../domain/spec-language.ts";
import { changeProfile } from "../domain/user/change-profile.ts";
import { users } from "../domain/user/decider.ts";
import { registerUser } from "../domain/user/register.ts";
import { Codec } from "../event-store/codec/codec.ts";
import { KeysInMemory } from "../event-store/codec/keys-in-memory.ts";
import type { JsonObject, NewEvent, RecordedEvent } from "../event-store/port.ts";
import { eventTypes } from "./index.ts";

const { add, ada, bob, cem, deleteIt, dot, here, join, leave, line, remove, rename, send, start } = conversations;

/** What the deciders say, with every field that there is, stream by stream. */
const conversation = decidedInTurn(conversations.decider, [
  start({
    by: ada,
    with: [bob],
    kind: "room",
    visibility: "public",
    name: "Secret Lunch",
    description: "Secret place",
  }),
  rename({ by: ada, name: "Secret Dinner", description: "Another secret place" }),
  send("secret words", { by: ada }),
  send("secret answer", { by: bob, replyTo: line(2), found: { sequence: 2, type: "MessageSent" } }),
  add([cem], { by: ada }),
  join(dot),
  leave(dot),
  remove(bob, { by: ada }),
  send("secret afterthought", { by: ada }),
]);
const end = decidedInTurn(conversations.decider, [start({ by: ada }), deleteIt({ by: ada })]);
const user = decidedInTurn(users, [
  (state) =>
    registerUser(
      {
        userId: ada,
        username: "secret.ada",
        displayName: "Secret Ada",
        locale: "pl",
        timeZone: "Europe/Warsaw",
      },
      state,
    ),
  (state) =>
    changeProfile(
      { actor: ada, displayName: "Secret Countess", locale: "fr", timeZone: "Europe/Paris", notifyEmail: "off" },
      state,
    ),
]);
const inbox = eventsOf(
  advanceMarkers({ actor: ada, conversationId: here, readTo: 2, deliveredTo: 3 }, inboxes.initialState, {
    conversation: conversation.state,
  }),
);
const everything: readonly DomainEvent[] = [...conversation.events, ...end.events, ...user.events, ...inbox];

describe("the registry of events", () => {
  it("names each type once, at its first version", () => {
    const names = eventTypes.map(({ type }) => type);
    expect(new Set(names).size).toBe(names.length);
    expect(eventTypes.every(({ version }) => version === 1)).toBe(true);
  });

  it("is spoken here in full", () =>
    expect(new Set(everything.map(({ type }) => type))).toEqual(new Set(eventTypes.map(({ type }) => type))));

  it.each(everything)("takes $type as it was decided, and with no field more", ({ type, data }) => {
    expect(schemaOf(type).parse(data)).toEqual(data);
    expect(() => schemaOf(type).parse({ ...(data as object), surprise: 1 })).toThrow("surprise");
  });

  it.each(everything)("takes $type only with what it needs", ({ type }) =>
    expect(() => schemaOf(type).parse({})).toThrow(/invalid_|Not a/),
  );

  it("never writes null for words", () =>
    expect(() => schemaOf("MessageSent").parse({ sequence: 1, senderId: "ada", content: null })).toThrow("content"));
});

describe("personal words in the log", () => {
  const codec = new Codec(eventTypes, new KeysInMemory());
  const streams = [
    [`conversation-${here}`, conversation.events],
    ["user-ada", user.events],
  ] as const;

  it("are sealed, and come back as they were", async () => {
    for (const [stream, events] of streams) {
      const stored = await codec.encode(stream, events.map(newEvent));
      expect(JSON.stringify(stored)).not.toMatch(/secret/i);
      const log = stored.map((event, revision) => inLog(stream, { event, revision }));
      expect((await codec.decode(log)).map(({ data }) => data)).toEqual(events.map(({ data }) => data));
    }
  });

  it("of an erased author are null, and the history is as long as before", async () => {
    const own = new KeysInMemory();
    const its = new Codec(eventTypes, own);
    const stored = await its.encode(`conversation-${here}`, conversation.events.map(newEvent));
    own.destroy("person:ada");
    const log = await its.decode(stored.map((event, revision) => inLog(`conversation-${here}`, { event, revision })));
    const words = log.filter(({ type }) => type === "MessageSent").map(({ data }) => data["content"]);
    expect(words).toEqual([null, "secret answer", null]);
    const read = log.map(({ type, data }, revision) => recorded({ type, data } as never, revision));
    expect(read.reduce(conversations.decider.evolve, conversations.decider.initialState).lastSequence).toBe(8);
  });
});

function decidedInTurn<State, Event extends DomainEvent>(
  decider: { initialState: State; evolve: (state: State, event: ReturnType<typeof recorded<Event>>) => State },
  asked: readonly ((state: State) => Decision<Event>)[],
): { readonly state: State; readonly events: readonly Event[] } {
  let state = decider.initialState;
  const events: Event[] = [];
  for (const ask of asked)
    for (const event of eventsOf(ask(state))) {
      state = decider.evolve(state, recorded(event, events.length));
      events.push(event);
    }
  return { state, events };
}

function eventsOf<Event extends DomainEvent>(decision: Decision<Event>): readonly Event[] {
  if (decision.kind === "refused") throw new Error(decision.refusal.detail);
  return decision.events;
}

function schemaOf(name: string) {
  const found = eventTypes.find(({ type }) => type === name);
  if (!found) throw new Error(`${name} is not registered.`);
  return found.schema;
}

function newEvent({ type, data }: DomainEvent): NewEvent {
  const metadata = { at: "2026-11-30T12:00:00.000Z", actor: userId("ada") };
  return { id: randomUUID(), type, data: data as JsonObject, metadata };
}

function inLog(stream: string, { event, revision }: { event: NewEvent; revision: number }): RecordedEvent {
  return { ...event, kind: "event", stream, revision, position: BigInt(revision + 1) };
}
