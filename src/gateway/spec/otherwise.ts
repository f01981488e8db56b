import type { ConversationEvent } from "../../domain/conversation/events.ts";
import type { ConversationId, LineId, UserId } from "../../domain/ids.ts";
import type { InboxEvent } from "../../domain/inbox/events.ts";
import type { MessageEvent } from "../../domain/message/events.ts";
import type { UserEvent } from "../../domain/user/events.ts";
import type { AnyEvent } from "../../events/index.ts";

/** What else members do, which makes nobody come or go, and takes no words back. */
export const otherwises = [
  ...(["pin", "unpin", "incident", "hand over", "role", "mute", "unmute"] as const),
  ...(["react", "take back", "unread", "read again", "settings", "hide"] as const),
  ...(["block", "unblock", "settle", "announce"] as const),
] as const;
export type Otherwise = (typeof otherwises)[number];

export interface Circumstances {
  readonly id: ConversationId;
  /** Does it, as a member; to the other, perhaps. */
  readonly by: UserId;
  readonly other: UserId;
  /** Something that was said there. */
  readonly message: LineId;
  /** The place of the next line, which is taken by asking. */
  readonly next: () => number;
}

export interface Happened {
  readonly stream: string;
  readonly event: AnyEvent;
  readonly actor: UserId;
}

export function otherwise(what: Otherwise, circumstances: Circumstances): Happened {
  const { id, by, other, message: messageId, next } = circumstances;
  const inConversation = (event: ConversationEvent): Happened => ({ stream: `conversation-${id}`, event, actor: by });
  const inInbox = (event: InboxEvent): Happened => ({ stream: `inbox-${id}-${by}`, event, actor: by });
  const ofMessage = (event: MessageEvent): Happened => ({ stream: `message-${messageId}`, event, actor: by });
  const ofUser = (event: UserEvent): Happened => ({ stream: `user-${by}`, event, actor: by });
  const mine = { conversationId: id, userId: by };
  const reacted = { conversationId: id, messageId, userId: by, emoji: "👍" };
  switch (what) {
    case "pin":
      return inConversation({ type: "MessagePinned", data: { sequence: next(), messageId, pinnedBy: by } });
    case "unpin":
      return inConversation({ type: "MessageUnpinned", data: { messageId, unpinnedBy: by } });
    case "incident":
      return inConversation({ type: "IncidentChanged", data: { sequence: next(), changedBy: by, status: "resolved" } });
    case "hand over":
      return inConversation({ type: "OwnershipHandedOver", data: { sequence: next(), from: by, to: other } });
    case "role":
      return inConversation({ type: "RoleChanged", data: { userId: other, role: "moderator", changedBy: by } });
    case "mute": {
      const until = "2100-01-01T00:00:00.000Z";
      return inConversation({ type: "MemberMuted", data: { userId: other, until, mutedBy: by } });
    }
    case "unmute":
      return inConversation({ type: "MemberUnmuted", data: { userId: other, unmutedBy: by } });
    case "react":
      return ofMessage({ type: "ReactionAdded", data: reacted });
    case "take back":
      return ofMessage({ type: "ReactionRemoved", data: reacted });
    case "unread":
      return inInbox({ type: "MarkedUnread", data: { ...mine, from: 1, upTo: 1 } });
    case "read again":
      return inInbox({ type: "UnreadMarkCleared", data: mine });
    case "settings":
      return inInbox({ type: "InboxSettingsChanged", data: { ...mine, isMuted: true, notify: "none", upTo: 1 } });
    case "hide":
      return inInbox({ type: "ConversationHidden", data: { ...mine, upTo: 1 } });
    case "block":
      return ofUser({ type: "UserBlocked", data: { userId: by, blockedId: other } });
    case "unblock":
      return ofUser({ type: "UserUnblocked", data: { userId: by, blockedId: other } });
    case "settle":
      return ofUser({ type: "ProfileChanged", data: { userId: by, locale: "pl" } });
    case "announce": {
      const data = { announcementId: crypto.randomUUID(), by, text: "Cake!" };
      return { stream: "operations", event: { type: "AnnouncementMade", data }, actor: by };
    }
  }
}
