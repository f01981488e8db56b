import type { ConversationEvent } from "../domain/conversation/events.ts";
import { membershipChange } from "../domain/conversation/membership.ts";
import type { Role } from "../domain/conversation/roles.ts";
import type { ConversationId, UserId } from "../domain/ids.ts";
import type { MessageEvent } from "../domain/message/events.ts";
import type { Recorded } from "../domain/recorded.ts";
import type { StreamEvent, Told } from "./stream-event.ts";

/** What members are told of what happens in their conversation. */
export function conversationTold(event: Recorded<ConversationEvent>, id: ConversationId): readonly Told[] {
  const toMembers = (what: StreamEvent): Told => ({ audience: { kind: "conversation", id }, what });
  const line: Told = toMembers({ event: "new_message", conversation_id: id, revision: event.revision });
  switch (event.type) {
    case "MessageSent":
      return [line];
    case "ConversationStarted":
      return [toMembers({ event: "conversation_created", conversation_id: id })];
    case "ConversationRenamed":
    case "VisibilityChanged":
    case "IncidentChanged":
      return [toMembers({ event: "conversation_updated", conversation_id: id }), line];
    case "ConversationDeleted":
      return [toMembers({ event: "conversation_deleted", conversation_id: id })];
    case "MembersAdded":
    case "MemberJoined":
      return [...additionsTold(event, id), line];
    case "MemberRemoved":
    case "MemberLeft":
    case "PersonBanned":
      return [line, ...removalsTold(event, id)];
    case "RoleChanged": {
      const { userId, role, changedBy } = event.data;
      return [toMembers(updated(id, { userId, role, by: changedBy }))];
    }
    case "OwnershipHandedOver": {
      const { from, to } = event.data;
      const changes = [
        updated(id, { userId: to, role: "owner", by: from }),
        updated(id, { userId: from, role: "admin", by: from }),
      ];
      return [...changes.map(toMembers), line];
    }
    case "MemberMuted":
      return [toMembers(muted(id, { ...event.data, by: event.data.mutedBy }))];
    case "MemberUnmuted":
      return [toMembers(muted(id, { userId: event.data.userId, until: null, by: event.data.unmutedBy }))];
    case "PersonUnbanned":
      return [];
    case "MessagePinned": {
      const { messageId, pinnedBy } = event.data;
      return [
        toMembers({ event: "message_pinned", conversation_id: id, message_id: messageId, pinned_by: pinnedBy }),
        line,
      ];
    }
    case "MessageUnpinned": {
      const { messageId, unpinnedBy } = event.data;
      return [
        toMembers({ event: "message_unpinned", conversation_id: id, message_id: messageId, pinned_by: unpinnedBy }),
      ];
    }
  }
}

interface Update {
  readonly userId: UserId;
  readonly role: Role;
  readonly by: UserId;
}

interface Mute {
  readonly userId: UserId;
  readonly until: string | null;
  readonly by: UserId;
}

function updated(id: ConversationId, { userId, role, by }: Update): StreamEvent {
  return { event: "member_updated", conversation_id: id, user_id: userId, role, by };
}

/** Without a role: it stays as it was. */
function muted(id: ConversationId, { userId, until, by }: Mute): StreamEvent {
  return { event: "member_updated", conversation_id: id, user_id: userId, role: null, by, muted_until: until };
}

/** What members are told of what becomes of a message. */
export function messageTold({ type, data }: MessageEvent): readonly Told[] {
  const { conversationId: id, messageId } = data;
  const about = { conversation_id: id, message_id: messageId };
  const toMembers = (what: StreamEvent): readonly Told[] => [{ audience: { kind: "conversation", id }, what }];
  switch (type) {
    case "MessageEdited":
      return toMembers({ event: "message_edited", ...about });
    case "MessageDeleted":
      return toMembers({ event: "message_deleted", ...about, deleted_by: data.deletedBy });
    case "ReactionAdded":
    case "ReactionRemoved": {
      const action = type === "ReactionAdded" ? "add" : "remove";
      return toMembers({ event: "reaction", ...about, user_id: data.userId, emoji: data.emoji, action });
    }
    case "LinkPreviewAttached":
    case "LinkPreviewRemoved":
      return toMembers({ event: "link_preview", ...about });
  }
}

/** Whoever is added is told of the conversation first, then like everybody else who was added. */
function additionsTold(event: ConversationEvent, id: ConversationId): readonly Told[] {
  const { added } = membershipChange(event);
  return [
    ...added.map(({ userId }): Told => {
      return { audience: { kind: "user", id: userId }, what: { event: "conversation_created", conversation_id: id } };
    }),
    ...added.map(({ userId, role, by }): Told => {
      const what = { event: "member_added" as const, conversation_id: id, user_id: userId, role, by };
      return { audience: { kind: "conversation", id }, what };
    }),
  ];
}

/** Whoever was removed is no member at that position: they are told for themselves, as their last. */
function removalsTold(event: ConversationEvent, id: ConversationId): readonly Told[] {
  return membershipChange(event).removed.flatMap(({ userId, by }): Told[] => {
    const what = { event: "member_removed" as const, conversation_id: id, user_id: userId, role: null, by };
    return [
      { audience: { kind: "conversation", id }, what },
      { audience: { kind: "user", id: userId }, what },
    ];
  });
}
