import { describe, expect, it } from "vitest";
import type { AnnouncementEvent } from "../domain/announcement/events.ts";
import type { ConversationEvent } from "../domain/conversation/events.ts";
import { conversationId, userId } from "../domain/ids.ts";
import type { InboxEvent } from "../domain/inbox/events.ts";
import type { UserEvent } from "../domain/user/events.ts";
import { toldBy } from "./told.ts";

const [ada, bob, cem] = [userId("ada"), userId("bob"), userId("cem")];
const here = conversationId("here");

/** What an event tells, each as "stream event → audience". */
function told(event: AnnouncementEvent | ConversationEvent | InboxEvent | UserEvent): string[] {
  const recorded = {
    ...event,
    id: "id",
    revision: 4,
    at: "2026-11-21T12:00:00.000Z",
    actor: ada,
    stream: `conversation-${here}`,
  };
  return toldBy(recorded).map(({ audience, what }) => {
    return `${what.event} → ${audience.kind === "everyone" ? "everyone" : `${audience.kind} ${audience.id}`}`;
  });
}

describe("what a log event tells", () => {
  it("of a block: it, to whoever made it alone", () => {
    for (const type of ["UserBlocked", "UserUnblocked"] as const)
      expect(told({ type, data: { userId: ada, blockedId: bob } })).toEqual(["settings_changed → user ada"]);
  });

  it("of an announcement: it, to everyone", () =>
    expect(told({ type: "AnnouncementMade", data: { announcementId: "a", by: ada, text: "Cake!" } })).toEqual([
      "announcement → everyone",
    ]));

  it("of accounts that are disabled: nothing", () =>
    expect(told({ type: "UserDisabled", data: { userId: bob, by: ada, change: 1 } })).toEqual([]));

  it("of a message: the message, to the conversation", () =>
    expect(told({ type: "MessageSent", data: { sequence: 1, senderId: ada, content: "hello" } })).toEqual([
      "new_message → conversation here",
    ]));

  it("of people added: first each that there is a conversation, then all who came, then the line", () =>
    expect(
      told({ type: "MembersAdded", data: { sequence: 1, userIds: [bob, cem], role: "member", addedBy: ada } }),
    ).toEqual([
      "conversation_created → user bob",
      "conversation_created → user cem",
      "member_added → conversation here",
      "member_added → conversation here",
      "new_message → conversation here",
    ]));

  it("of somebody removed: the line to those who stay, and to the removed one that they are, as the last", () =>
    expect(told({ type: "MemberRemoved", data: { sequence: 1, userId: bob, removedBy: ada } })).toEqual([
      "new_message → conversation here",
      "member_removed → conversation here",
      "member_removed → user bob",
    ]));

  it("of a start: that there is a conversation, to its first members", () =>
    expect(
      told({
        type: "ConversationStarted",
        data: { kind: "direct", visibility: "private", createdBy: ada, members: [{ userId: ada, role: "member" }] },
      }),
    ).toEqual(["conversation_created → conversation here"]));

  it("of a renaming and a deletion", () => {
    expect(told({ type: "ConversationRenamed", data: { sequence: 2, renamedBy: ada, name: "tea" } })).toEqual([
      "conversation_updated → conversation here",
      "new_message → conversation here",
    ]);
    expect(told({ type: "ConversationDeleted", data: { deletedBy: ada } })).toEqual([
      "conversation_deleted → conversation here",
    ]);
  });

  it("of markers: only those that moved, and of a crowd only to oneself", () => {
    const moved = (data: { readTo?: number; deliveredTo?: number; toldTo: "members" | "self" }): InboxEvent => ({
      type: "MarkersAdvanced",
      data: { conversationId: here, userId: bob, ...data },
    });
    expect(told(moved({ readTo: 3, deliveredTo: 3, toldTo: "members" }))).toEqual([
      "message_read → conversation here",
      "message_delivered → conversation here",
    ]);
    expect(told(moved({ deliveredTo: 3, toldTo: "members" }))).toEqual(["message_delivered → conversation here"]);
    expect(told(moved({ readTo: 3, toldTo: "self" }))).toEqual(["message_read → user bob"]);
  });

  it("of a profile: names to everybody, settings to one's own devices", () => {
    expect(told({ type: "ProfileChanged", data: { userId: ada, displayName: "Ada L." } })).toEqual([
      "user_updated → everyone",
    ]);
    expect(told({ type: "ProfileChanged", data: { userId: ada, locale: "pl", timeZone: "Europe/Warsaw" } })).toEqual([
      "settings_changed → user ada",
    ]);
    expect(told({ type: "UserRegistered", data: { userId: ada, username: "ada", displayName: "Ada" } })).toEqual([]);
  });
});
