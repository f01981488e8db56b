import type { ConversationEvent } from "../domain/conversation/events.ts";
import type { UserId } from "../domain/ids.ts";
import type { InboxEvent } from "../domain/inbox/events.ts";
import type { MessageEvent } from "../domain/message/events.ts";
import type { UserEvent } from "../domain/user/events.ts";
import type { People } from "../domain/user/people.ts";
import { displayNameOf } from "./people.ts";
import { systemLine } from "./system-line.ts";

/** What is said of words whose owner was erased. */
export const erasedSentence = "Erased on request; order and proof remain.";

/** What is in a conversation's log, or a person's. */
export type AuditedEvent = (ConversationEvent | MessageEvent | InboxEvent | UserEvent) & { readonly actor: UserId };

/** What happened, as a sentence about whoever did it. */
export function auditSentence(event: AuditedEvent, people: People): string {
  const name = (id: UserId): string => displayNameOf(people, id);
  const actor = name(event.actor);
  switch (event.type) {
    case "MessageSent":
      return `${actor} wrote #${event.data.sequence}.`;
    case "ConversationStarted":
      return `${actor} started the conversation.`;
    case "ConversationDeleted":
      return `${actor} deleted the conversation.`;
    case "RoleChanged":
      return `${actor} made ${name(event.data.userId)} ${event.data.role}.`;
    case "MemberMuted":
      return `${actor} muted ${name(event.data.userId)} until ${event.data.until}.`;
    case "MemberUnmuted":
      return `${actor} unmuted ${name(event.data.userId)}.`;
    case "PersonUnbanned":
      return `${actor} lifted the ban of ${name(event.data.userId)}.`;
    case "MessageUnpinned":
      return `${actor} unpinned a message.`;
    case "MessageEdited":
      return `${actor} edited a message.`;
    case "MessageDeleted":
      return `${actor} deleted a message.`;
    case "ReactionAdded":
      return `${actor} reacted with ${event.data.emoji}.`;
    case "ReactionRemoved":
      return `${actor} took ${event.data.emoji} back.`;
    case "LinkPreviewAttached":
      return "A link was given its preview.";
    case "LinkPreviewRemoved":
      return "A link's preview was taken away.";
    case "MarkersAdvanced":
      return `${actor} ${markers(event.data)}.`;
    case "MarkedUnread":
      return `${actor} marked it as unread from #${event.data.from}.`;
    case "UnreadMarkCleared":
      return `${actor} marked it as read.`;
    case "InboxSettingsChanged":
      return `${actor} changed their own settings of it.`;
    case "ConversationHidden":
      return `${actor} removed it from their own list.`;
    case "UserRegistered":
      return `${actor} was registered.`;
    case "ProfileChanged":
      return `${actor} changed their profile.`;
    case "UserDisabled":
      return `${name(event.data.userId)} was disabled.`;
    case "UserEnabled":
      return `${name(event.data.userId)} was enabled.`;
    case "UserBlocked":
    case "UserUnblocked":
      return `${actor} ${event.type === "UserBlocked" ? "blocked" : "unblocked"} somebody.`;
    case "PersonErased":
      return `${name(event.data.userId)} was erased on request.`;
    case "ConversationRenamed":
    case "VisibilityChanged":
    case "IncidentChanged":
    case "MembersAdded":
    case "MemberRemoved":
    case "MemberJoined":
    case "MemberLeft":
    case "OwnershipHandedOver":
    case "PersonBanned":
    case "MessagePinned":
      return systemLine(event, people).content;
  }
}

function markers({ readTo, deliveredTo }: { readonly readTo?: number; readonly deliveredTo?: number }): string {
  const said = [
    ...(readTo === undefined ? [] : [`read up to #${readTo}`]),
    ...(deliveredTo === undefined ? [] : [`was delivered up to #${deliveredTo}`]),
  ];
  return said.join(" and ");
}
