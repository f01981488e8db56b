import { describe, expect, it } from "vitest";
import { untouched } from "../domain/conversation/line.ts";
import type { Head } from "../domain/conversation/head.ts";
import type { People } from "../domain/user/people.ts";
import { conversationId, userId, type UserId } from "../domain/ids.ts";
import { conversationJson, myConversationJson, peopleInHead, type Mine } from "./conversation.ts";

const ids = ["ada", "bob", "cem", "dan", "eve", "fay"].map((name) => userId(name));
const [ada, bob, cem] = ids as [UserId, UserId, UserId];
const people: People = new Map(ids.map((id) => [id, { username: id, displayName: id.toUpperCase() }]));
const at = "2026-11-21T12:00:00.000Z";

function head(given: Partial<Head>): Head {
  const none = { id: conversationId("here"), kind: "group" as const, visibility: "private" as const, name: null };
  const whole = { historyVisibility: "all" as const, incident: null };
  const empty = { description: null, ownerIds: [ada], memberCount: 1, firstMemberIds: [ada], lastLine: null };
  return { ...none, ...whole, ...empty, lastSequence: 0, createdBy: ada, createdAt: at, updatedAt: at, ...given };
}

const mine: Mine = {
  userId: ada,
  role: "owner",
  mutedUntil: null,
  unreadCount: 0,
  mentionCount: 0,
  unreadFrom: null,
  isMuted: false,
  isArchived: false,
  notify: "all",
  readTo: 0,
  delivery: null,
};
const shownTo = (viewer: Partial<Mine>, given: Partial<Head>): string =>
  myConversationJson(head(given), { ...mine, draft: null, ...viewer }, people).display_name;

describe("a conversation's display name", () => {
  it("is its name", () => expect(shownTo({}, { name: "Tea", firstMemberIds: [ada, bob] })).toBe("Tea"));

  it("is who else is in it, where it has none", () => {
    expect(shownTo({}, { firstMemberIds: [ada, bob], memberCount: 2 })).toBe("BOB");
    expect(shownTo({ userId: bob }, { firstMemberIds: [ada, bob, cem], memberCount: 3 })).toBe("ADA, CEM");
  });

  it("is four of them and how many more", () => {
    expect(shownTo({}, { firstMemberIds: ids.slice(0, 5), memberCount: 5 })).toBe("BOB, CEM, DAN, EVE");
    expect(shownTo({}, { firstMemberIds: ids.slice(0, 5), memberCount: 7 })).toBe("BOB, CEM, DAN, EVE +2");
    const late = { userId: userId("fay") };
    expect(shownTo(late, { firstMemberIds: ids.slice(0, 5), memberCount: 6 })).toBe("ADA, BOB, CEM, DAN +1");
    expect(shownTo({ ...late, role: null }, { firstMemberIds: [ada, bob], memberCount: 2 })).toBe("ADA, BOB");
  });

  it("is one's own, in notes to oneself", () => expect(shownTo({}, { kind: "direct" })).toBe("ADA"));

  it("falls back to ids", () => {
    const stranger = userId("5e1f");
    expect(shownTo({}, { firstMemberIds: [ada, stranger], memberCount: 2 })).toBe("5e1f");
  });
});

describe("a conversation's last line", () => {
  const place = {
    conversationId: conversationId("here"),
    revision: 3,
    position: 9n,
    createdAt: at,
    clientMessageId: null,
  };
  const said = (content: string): Head["lastLine"] => ({
    ...place,
    actor: bob,
    event: { type: "MessageSent", data: { sequence: 3, senderId: bob, content } },
    quote: null,
    since: untouched,
  });

  it("is shown by its beginning, on one line", () => {
    const shown = conversationJson(head({ lastLine: said("one\n\n  two\tthree ") }), people).last_message;
    expect(shown).toMatchObject({ id: "here_3", preview: "one two three", sender_display_name: "BOB", event: null });
    const long = conversationJson(head({ lastLine: said("😀".repeat(500)) }), people).last_message;
    expect(long?.preview).toBe(`${"😀".repeat(119)}…`);
  });

  it("is a sentence where something happened", () => {
    const event = { type: "MembersAdded", data: { sequence: 3, userIds: ids, role: "member", addedBy: ada } } as const;
    const lastLine = { ...place, actor: ada, event, quote: null, since: untouched };
    expect(conversationJson(head({ lastLine }), people).last_message).toMatchObject({
      message_type: "system",
      event: "added",
      preview: "ADA added ADA, BOB, CEM, DAN and 2 more.",
    });
    expect(new Set(peopleInHead(head({ lastLine })))).toEqual(new Set(ids));
  });
});
