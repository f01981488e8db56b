import { randomUUID } from "node:crypto";
import { describe, expect, it } from "vitest";
import { announce } from "../domain/announcement/announce.ts";
import { announcements } from "../domain/announcement/decider.ts";
import * as conversations from "../domain/conversation/spec-language.ts";
import type { Decision, DomainEvent } from "../domain/decision.ts";
import { userId } from "../domain/ids.ts";
import { advanceMarkers } from "../domain/inbox/advance-markers.ts";
import { changeSettings } from "../domain/inbox/change-settings.ts";
import { inboxes } from "../domain/inbox/decider.ts";
import { hideConversation } from "../domain/inbox/hide.ts";
import { markUnread } from "../domain/inbox/mark-unread.ts";
import { cancelScheduled } from "../domain/scheduled/cancel.ts";
import { scheduledSends } from "../domain/scheduled/decider.ts";
import { changeScheduled, scheduleSend } from "../domain/scheduled/schedule.ts";
import type { OperationsEvent } from "../domain/operations/events.ts";
import type { Scheduled } from "../domain/scheduled/scheduled.ts";
import { settle, takeDue } from "../domain/scheduled/settle.ts";
import { recorded } from "../domain/spec-language.ts";
import { holds } from "../domain/audit/holds.ts";
import { look, looks } from "../domain/audit/look.ts";
import { liftHold, placeHold } from "../domain/audit/place-hold.ts";
import { changeTeam, removeTeam } from "../domain/team/change.ts";
import { teams } from "../domain/team/decider.ts";
import { makeTeam } from "../domain/team/make.ts";
import { teamId } from "../domain/team/team-id.ts";
import { blockUser, unblockUser } from "../domain/user/blocking.ts";
import { messages } from "../domain/message/decider.ts";
import { deleteMessage } from "../domain/message/delete.ts";
import { editMessage } from "../domain/message/edit.ts";
import { attachPreview, removePreview } from "../domain/message/link-preview.ts";
import { react, takeBackReactions } from "../domain/message/react.ts";
import { changeProfile } from "../domain/user/change-profile.ts";
import { users } from "../domain/user/decider.ts";
import { forgetWords, retentions } from "../domain/retention/forget-words.ts";
import { tellErased } from "../domain/user/erase.ts";
import { registerUser } from "../domain/user/register.ts";
import { tellStanding } from "../domain/user/standing.ts";
import { Codec } from "../event-store/codec/codec.ts";
import { KeysInMemory } from "../event-store/codec/keys-in-memory.ts";
import type { JsonObject, NewEvent, RecordedEvent } from "../event-store/port.ts";
import { eventTypes } from "./index.ts";

const { add, ada, ban, bob, cem, change, changeOf, deleteIt, dot, here, join, leave, line } = conversations;
const { pin, remove, rename, send, start, unban, unpin } = conversations;

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
  change({ by: ada, visibility: "private", incident: { status: "open", severity: "high", lots: ["LOT-1"] } }),
  pin(line(2), { by: ada }),
  unpin(line(2), { by: ada }),
  changeOf(cem, { by: ada, role: "moderator" }),
  changeOf(cem, { by: ada, mutedUntil: conversations.later }),
  changeOf(cem, { by: ada, mutedUntil: null }),
  ban(dot, { by: ada, reason: "secret reason" }),
  unban(dot, { by: ada }),
  changeOf(cem, { by: ada, role: "owner" }),
]);
const end = decidedInTurn(conversations.decider, [start({ by: ada }), deleteIt({ by: ada })]);
const notes = decidedInTurn(conversations.decider, [start({ by: ada, kind: "direct" })]).state;
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
const standing = decidedInTurn(users, [
  (state) => registerUser({ userId: bob, username: "secret.bob", displayName: "Secret Bob" }, state),
  (state) => tellStanding({ userId: bob, by: ada, isDisabled: true, change: 1 }, state),
  (state) => tellStanding({ userId: bob, by: ada, isDisabled: false, change: 2 }, state),
  (state) => blockUser({ actor: bob, userId: cem }, state),
  (state) => unblockUser({ actor: bob, userId: cem }, state),
]);
const night = { actor: ada, teamId: teamId("night") };
const team = decidedInTurn(teams, [
  (state) => makeTeam({ ...night, name: "Night shift", userIds: [bob] }, state),
  (state) => changeTeam({ ...night, name: "Day shift", userIds: [cem] }, state),
  (state) => removeTeam(night, state),
]);
const [said] = decidedInTurn(conversations.decider, [
  start({ by: ada }),
  send("secret words", { by: ada }),
]).events.slice(-1);
const origin = {
  line: said?.type === "MessageSent" ? { ...said, at: conversations.now } : null,
  conversation: conversation.state,
};
const about = { actor: ada, conversationId: here, messageId: line(2) };
const url = "https://acme.com/secret";
const html = `<p><a href="${url}">secret correction</a></p>`;
const page = { title: "secret title", description: "secret page", image: "https://acme.com/secret.png" };
const windows = { direct: 0, group: 0, room: 0, incident: 0 };
const message = decidedInTurn(messages, [
  (state) =>
    editMessage({ ...about, content: "secret correction", html, mentions: [cem], mentionsAll: true }, state, {
      ...origin,
      at: conversations.now,
      windows,
    }),
  (state) => attachPreview({ ...about, url, ...page }, state, origin),
  (state) => removePreview(about, state, origin),
  (state) => react({ ...about, emoji: "👍" }, state, { ...origin, at: conversations.now, allowed: "any" }),
  (state) => takeBackReactions(about, state, origin),
  (state) => deleteMessage({ ...about, reason: "secret reason" }, state, origin),
]);
const announcement = decidedInTurn(announcements, [
  () => announce({ actor: ada, announcementId: randomUUID(), text: "Secret cake" }),
]);
const inbox = eventsOf(
  advanceMarkers({ actor: ada, conversationId: here, readTo: 2, deliveredTo: 3 }, inboxes.initialState, {
    conversation: conversation.state,
  }),
);
const settings = decidedInTurn(inboxes, [
  (state) =>
    changeSettings({ actor: ada, conversationId: here, isMuted: true, isArchived: true, notify: "none" }, state, {
      conversation: conversation.state,
    }),
  (state) => markUnread({ actor: ada, conversationId: here, from: 1 }, state, { conversation: conversation.state }),
  (state) =>
    advanceMarkers({ actor: ada, conversationId: here, readTo: 1 }, state, { conversation: conversation.state }),
  (state) => hideConversation({ actor: ada, conversationId: here }, state, { conversation: notes }),
]);
const [noon, evening] = ["2026-11-30T12:00:00.000Z", "2026-11-30T20:00:00.000Z"];
const later = {
  actor: ada,
  conversationId: here,
  content: "secret evening",
  html: "<p>secret evening</p>",
  data: '{"secret":1}',
  messageType: "incident_data" as const,
  mentions: [ada],
  mentionsAll: true,
  replyToId: line(2),
  sendAt: evening,
};
const now = {
  conversation: conversation.state,
  send: { replyTo: { sequence: 2, type: "MessageSent" as const } },
  at: noon,
};
const scheduled = decidedInTurn(scheduledSends, [
  (state) => scheduleSend(later, state, { ...now, waiting: 0 }),
  (state) => changeScheduled({ ...later, content: "secret night" }, state, now),
  (state) => takeDue(state, { at: evening }),
  (state) => settle({ kind: "sent", messageId: line(9) }, state),
]);
const dropped = [
  (state: Scheduled) => scheduleSend(later, state, { ...now, waiting: 0 }),
  (state: Scheduled) => cancelScheduled({ actor: ada }, state),
];
const refused = [
  (state: Scheduled) => scheduleSend(later, state, { ...now, waiting: 0 }),
  (state: Scheduled) => takeDue(state, { at: evening }),
  (state: Scheduled) => settle({ kind: "refused", code: "forbidden" }, state),
];
const byOperator = { readModel: "lines", by: ada, reason: "It is slow." };
const operations: readonly OperationsEvent[] = [
  { type: "ReadModelSwitched", data: { ...byOperator, from: "1.1", to: "2.2", isBack: false } },
  { type: "ReadModelPaceChanged", data: { ...byOperator, build: "1.2", isHurried: true } },
  { type: "ReadModelRetried", data: { ...byOperator, eventId: randomUUID() } },
  { type: "ReadModelEventSkipped", data: { ...byOperator, eventId: randomUUID(), position: "7" } },
];
/** Of who is gone, and of what is kept no longer. */
const erased = decidedInTurn(users, [
  (state) => registerUser({ userId: bob, username: "secret", displayName: "Secret Person" }, state),
  (state) => tellErased({ userId: bob, number: 1, by: ada }, state),
]).events.filter(({ type }) => type === "PersonErased");
const forgotten = decidedInTurn(retentions, [
  (state) => forgetWords({ conversationId: here, before: "2026-01-01T00:00:00.000Z", upToRevision: 7 }, state),
]);
const looking = decidedInTurn(looks, [
  () =>
    look({
      actor: ada,
      at: "export",
      reason: "secret suspicion",
      query: "secret words",
      conversationId: here,
      userId: bob,
      from: "2026-11-01",
      to: "2026-12-01",
      format: "ndjson",
    }),
]);
const holdId = randomUUID();
const holding = decidedInTurn(holds, [
  (state) => placeHold({ actor: ada, holdId, subject: { conversationId: here }, reason: "secret lawsuit" }, state),
  (state) => placeHold({ actor: ada, holdId: randomUUID(), subject: { userId: bob }, reason: "secret lawsuit" }, state),
  (state) => liftHold({ actor: ada, holdId }, state),
]);

const everything: readonly DomainEvent[] = [
  ...operations,
  ...looking.events,
  ...holding.events,
  ...conversation.events,
  ...end.events,
  ...message.events,
  ...user.events,
  ...erased,
  ...forgotten.events,
  ...inbox,
  ...standing.events,
  ...team.events,
  ...announcement.events,
  ...settings.events,
  ...scheduled.events,
  ...decidedInTurn(scheduledSends, dropped).events,
  ...decidedInTurn(scheduledSends, refused).events,
];

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
    [`message-${line(2)}`, message.events],
    ["user-ada", user.events],
    ["user-bob", standing.events],
    ["operations", announcement.events],
    ["scheduled-evening", scheduled.events],
    ["audit-looks-ada", looking.events],
    ["audit-holds", holding.events],
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
    expect(read.reduce(conversations.decider.evolve, conversations.decider.initialState).lastSequence).toBe(
      conversation.state.lastSequence,
    );
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
