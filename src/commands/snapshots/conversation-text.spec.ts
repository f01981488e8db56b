import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Conversation } from "../../domain/conversation/conversation.ts";
import { conversations } from "../../domain/conversation/decider.ts";
import { kinds, visibilities, type ConversationEvent } from "../../domain/conversation/events.ts";
import { firstMembers } from "../../domain/conversation/first-members.ts";
import { roles } from "../../domain/conversation/roles.ts";
import { userId } from "../../domain/ids.ts";
import { keyWindow } from "../../domain/keyed-events.ts";
import { conversationIn, conversationText, conversationTextVersion } from "./conversation-text.ts";

const person = fc.nat(9).map((n) => userId(`user-${n}`));
const words = fc.option(fc.string({ minLength: 1 }), { nil: null });

const anyEvent: fc.Arbitrary<ConversationEvent> = fc.oneof(
  fc
    .record({ userIds: fc.array(person, { minLength: 1 }), role: fc.constantFrom(...roles), addedBy: person })
    .map((data) => ({ type: "MembersAdded" as const, data: { sequence: 1, ...data } })),
  fc.record({ userId: person }).map((data) => ({ type: "MemberLeft" as const, data: { sequence: 1, ...data } })),
  fc
    .record({ senderId: person, content: fc.string() })
    .map((data) => ({ type: "MessageSent" as const, data: { sequence: 1, ...data } })),
  fc
    .record({ renamedBy: person, name: words, description: words })
    .map((data) => ({ type: "ConversationRenamed" as const, data: { sequence: 1, ...data } })),
  fc
    .record({ userId: person, mutedBy: person })
    .map((data) => ({ type: "MemberMuted" as const, data: { ...data, until: "2026-11-21T00:00:00.000Z" } })),
  fc
    .record({ userId: person, bannedBy: person })
    .map((data) => ({ type: "PersonBanned" as const, data: { sequence: 1, wasMember: true, ...data } })),
  fc.record({ deletedBy: person }).map((data) => ({ type: "ConversationDeleted" as const, data })),
);

const anyStart: fc.Arbitrary<ConversationEvent> = fc
  .record({ kind: fc.constantFrom(...kinds), visibility: fc.constantFrom(...visibilities), createdBy: person })
  .map((data) => ({
    type: "ConversationStarted",
    data: { ...data, members: [{ userId: data.createdBy, role: "owner" }], name: "Lunch" },
  }));

function stateAfter(events: readonly ConversationEvent[]): Conversation {
  return events.reduce(
    (state, event, revision) =>
      conversations.evolve(state, {
        ...event,
        id: `event-${revision}`,
        revision,
        at: new Date(Date.UTC(2026, 10, 20) + revision).toISOString(),
        actor: userId("ada"),
        ...(revision % 2 === 0 && { key: { name: "k", body: `2026-11.${revision}` } }),
      }),
    conversations.initialState,
  );
}

function again(state: Conversation): Conversation | null {
  return conversationIn(conversationText(state), state);
}

const line: ConversationEvent = { type: "MessageSent", data: { sequence: 1, senderId: userId("ada"), content: "hi" } };

describe("a conversation's state as text", () => {
  it("reads back as the state, after any history", () =>
    fc.assert(
      fc.property(anyStart, fc.array(anyEvent, { maxLength: 40 }), (start, events) => {
        const state = stateAfter([start, ...events]);
        const read = again(state);
        expect(comparable(read)).toEqual(comparable(state));
        expect(read && firstMembers(read)).toEqual(firstMembers(state));
      }),
    ));

  it("holds all keys that the stream remembers, and from where on", () => {
    const state = stateAfter(Array.from({ length: keyWindow * 4 + 300 }, () => line));
    expect(state.keyed.completeFrom).toBeGreaterThan(0);
    expect(comparable(again(state))).toEqual(comparable(state));
  });

  it("holds no words", () =>
    fc.assert(
      fc.property(fc.stringMatching(/^secret[a-z]{5}$/), (secret) => {
        const data = { sequence: 1, renamedBy: userId("ada"), name: secret, description: secret };
        expect(conversationText(stateAfter([{ type: "ConversationRenamed", data }]))).not.toContain(secret);
      }),
    ));

  it.each(["", "no JSON", "null", "[]", "{}", '{"status":"open"}'])("is not %j", (text) =>
    expect(conversationIn(text, { name: null, description: null })).toBeNull(),
  );

  it("is not of a member with another role, or with more than this release knows", () => {
    const text = conversationText(stateAfter([line]));
    const nameless = { name: null, description: null };
    expect(conversationIn(text, nameless)).not.toBeNull();
    expect(conversationIn(text.replace('"members":[]', '"members":[["ada","boss",0,0,null]]'), nameless)).toBeNull();
    expect(conversationIn(text.replace('"members"', '"more":1,"members"'), nameless)).toBeNull();
  });

  // What is written today is read by tomorrow's release. Another text, or another meaning, is another version.
  it("is of this version while it looks just so", () => {
    expect(conversationTextVersion).toBe(4);
    const created = { kind: "room", visibility: "public", createdBy: userId("ada") } as const;
    const members = [{ userId: userId("ada"), role: "owner" }] as const;
    const started: ConversationEvent = { type: "ConversationStarted", data: { ...created, members } };
    expect(JSON.parse(conversationText(stateAfter([started, line])))).toEqual({
      status: "open",
      kind: "room",
      visibility: "public",
      historyVisibility: "all",
      incident: null,
      members: [["ada", "owner", 0, 0, null]],
      banned: [],
      mutesOfFormer: [],
      pins: [],
      owners: ["ada"],
      earliest: ["ada"],
      joinings: 1,
      lastSequence: 1,
      lastCountable: 1,
      revision: 1,
      createdBy: "ada",
      createdAt: "2026-11-20T00:00:00.000Z",
      activeAt: "2026-11-20T00:00:00.001Z",
      lastAt: "2026-11-20T00:00:00.001Z",
      keyed: { recent: [["event-0", 0, "2026-11.0"]], earlier: [], recentFrom: 0, completeFrom: 0 },
    });
  });
});

/** Persistent maps of equal entries may be built differently. */
function comparable(state: Conversation | null): unknown {
  if (!state) return null;
  const { members, banned, mutesOfFormer, keyed, ...rest } = state;
  const maps = {
    members: new Map(members),
    banned: new Map(banned),
    mutesOfFormer: new Map(mutesOfFormer),
    recent: new Map(keyed.recent),
    earlier: new Map(keyed.earlier),
  };
  return { ...rest, ...maps, keyed: { ...keyed, recent: null, earlier: null } };
}
