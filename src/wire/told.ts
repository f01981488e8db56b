import type { ConversationEvent } from "../domain/conversation/events.ts";
import { membershipChange } from "../domain/conversation/membership.ts";
import type { Role } from "../domain/conversation/roles.ts";
import { conversationId, type ConversationId, type UserId } from "../domain/ids.ts";
import type { InboxEvent } from "../domain/inbox/events.ts";
import type { Recorded } from "../domain/recorded.ts";
import type { UserEvent } from "../domain/user/events.ts";

/** Who is told: the members of a conversation at that position, one person on all devices, or everybody. */
export type Audience =
  | { readonly kind: "conversation"; readonly id: ConversationId }
  | { readonly kind: "user"; readonly id: UserId }
  | { readonly kind: "everyone" };

/** What is told, without words: those are joined when it is sent. */
export type StreamEvent =
  | { readonly event: "new_message"; readonly conversation_id: ConversationId; readonly revision: number }
  | { readonly event: "conversation_created"; readonly conversation_id: ConversationId }
  | { readonly event: "conversation_updated"; readonly conversation_id: ConversationId }
  | { readonly event: "conversation_deleted"; readonly conversation_id: ConversationId }
  | (MemberChange & { readonly event: "member_added" })
  | (MemberChange & { readonly event: "member_removed" })
  | (MarkerMove & { readonly event: "message_read" })
  | (MarkerMove & { readonly event: "message_delivered" })
  | { readonly event: "user_updated"; readonly user_id: UserId }
  | { readonly event: "settings_changed"; readonly settings: Readonly<Record<string, string>> };

interface MemberChange {
  readonly conversation_id: ConversationId;
  readonly user_id: UserId;
  readonly role: Role | null;
  readonly by: UserId;
}

interface MarkerMove {
  readonly conversation_id: ConversationId;
  readonly user_id: UserId;
  readonly sequence: number;
}

export interface Told {
  readonly audience: Audience;
  readonly what: StreamEvent;
}

/** A log event as the table needs it. */
export type TellingEvent = Recorded<ConversationEvent | InboxEvent | UserEvent> & { readonly stream: string };

/**
 * The one table from log events to stream events; an event's place in the answer is its `n` in the stream's ids. Old
 * answers are on record in clients' ids: an event type's answer may only grow at its end.
 */
export function toldBy(event: TellingEvent): readonly Told[] {
  switch (event.type) {
    case "UserRegistered":
      return [];
    case "ProfileChanged":
      return profileTold(event.data);
    case "MarkersAdvanced":
      return markersTold(event.data);
    default:
      return conversationTold(event, conversationId(event.stream.slice("conversation-".length)));
  }
}

function conversationTold(event: Recorded<ConversationEvent>, id: ConversationId): readonly Told[] {
  const toMembers = (what: StreamEvent): Told => ({ audience: { kind: "conversation", id }, what });
  const line: Told = toMembers({ event: "new_message", conversation_id: id, revision: event.revision });
  switch (event.type) {
    case "MessageSent":
      return [line];
    case "ConversationStarted":
      return [toMembers({ event: "conversation_created", conversation_id: id })];
    case "ConversationRenamed":
      return [toMembers({ event: "conversation_updated", conversation_id: id }), line];
    case "ConversationDeleted":
      return [toMembers({ event: "conversation_deleted", conversation_id: id })];
    case "MembersAdded":
    case "MemberJoined":
      return [...additionsTold(event, id), line];
    case "MemberRemoved":
    case "MemberLeft":
      return [line, ...removalsTold(event, id)];
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

function markersTold({ conversationId: id, userId, ...markers }: InboxEvent["data"]): readonly Told[] {
  const audience: Audience = markers.toldTo === "members" ? { kind: "conversation", id } : { kind: "user", id: userId };
  const move = { conversation_id: id, user_id: userId };
  const { readTo, deliveredTo } = markers;
  return [
    ...(readTo === undefined
      ? []
      : [{ audience, what: { event: "message_read", ...move, sequence: readTo } as const }]),
    ...(deliveredTo === undefined
      ? []
      : [{ audience, what: { event: "message_delivered", ...move, sequence: deliveredTo } as const }]),
  ];
}

function profileTold(data: Extract<UserEvent, { type: "ProfileChanged" }>["data"]): readonly Told[] {
  const { userId, displayName, locale, timeZone, notifyEmail } = data;
  const settings = {
    ...(locale && { locale }),
    ...(timeZone && { time_zone: timeZone }),
    ...(notifyEmail && { notify_email: notifyEmail }),
  };
  const updated: Told = { audience: { kind: "everyone" }, what: { event: "user_updated", user_id: userId } };
  const changed: Told = { audience: { kind: "user", id: userId }, what: { event: "settings_changed", settings } };
  return [...(displayName === undefined ? [] : [updated]), ...(Object.keys(settings).length === 0 ? [] : [changed])];
}
