import type { Head } from "../domain/conversation/head.ts";
import type { Line } from "../domain/conversation/line.ts";
import type { People } from "../domain/user/people.ts";
import type { HistoryVisibility, Incident, Kind, Visibility } from "../domain/conversation/events.ts";
import type { Role } from "../domain/conversation/roles.ts";
import { lineId, type ConversationId, type LineId, type UserId } from "../domain/ids.ts";
import type { NotifyLevel } from "../domain/inbox/events.ts";
import { isWithoutWords, messageTypeOf, peopleIn, previewOf, type MessageJson } from "./message.ts";
import { displayNameOf, userJson, type UserJson } from "./people.ts";
import { systemLine, type SystemEvent } from "./system-line.ts";

/** What a conversation is to one person. */
export interface Mine {
  readonly userId: UserId;
  /** Null where they are no member. */
  readonly role: Role | null;
  /** Until when a moderator muted them; null: they may write as their role says. */
  readonly mutedUntil: string | null;
  readonly unreadCount: number;
  /** Of those what mentions them. */
  readonly mentionCount: number;
  /** Where they marked it as unread from; null: they did not, or have read it since. */
  readonly unreadFrom: number | null;
  readonly isMuted: boolean;
  readonly isArchived: boolean;
  readonly notify: NotifyLevel;
  readonly readTo: number;
  /** Of the last line, where it is theirs and a message. */
  readonly delivery: Delivery | null;
}

export type Delivery = "sent" | "delivered" | "read";

export interface LastMessageJson {
  readonly id: LineId;
  readonly sequence: number;
  readonly sender_id: UserId;
  readonly sender_display_name: string;
  readonly message_type: MessageJson["message_type"];
  readonly event: SystemEvent | null;
  readonly preview: string;
  readonly is_deleted: boolean;
  readonly created_at: string;
}

/** The same for everybody: what the stream tells. */
export interface ConversationJson {
  readonly id: ConversationId;
  readonly kind: Kind;
  readonly is_group: boolean;
  readonly visibility: Visibility;
  readonly name: string | null;
  readonly description: string | null;
  readonly owner_ids: readonly UserId[];
  readonly member_count: number;
  readonly members_preview: readonly UserJson[];
  readonly last_message: LastMessageJson | null;
  readonly last_sequence: number;
  readonly history_visibility: HistoryVisibility;
  readonly incident: Incident | null;
  readonly created_by: UserId;
  readonly created_at: string;
  readonly updated_at: string;
}

/** As one person sees it. */
export interface MyConversationJson extends Omit<ConversationJson, "last_message"> {
  readonly display_name: string;
  readonly last_message: (LastMessageJson & { readonly delivery: Delivery | null }) | null;
  readonly my_role: Role | null;
  readonly unread_count: number;
  readonly mention_count: number;
  readonly my_last_read_sequence: number;
  readonly unread_from: number | null;
  readonly my_muted_until: string | null;
  readonly draft_preview: string | null;
  readonly is_muted: boolean;
  readonly is_archived: boolean;
  readonly notify: NotifyLevel;
}

export function conversationJson(head: Head, people: People): ConversationJson {
  return {
    id: head.id,
    kind: head.kind,
    is_group: head.kind !== "direct",
    visibility: head.visibility,
    name: head.name,
    description: head.description,
    owner_ids: head.ownerIds,
    member_count: head.memberCount,
    members_preview: head.firstMemberIds.map((id) => userJson(people, id)),
    last_message: head.lastLine && lastMessageJson(head.lastLine, people),
    last_sequence: head.lastSequence,
    history_visibility: head.historyVisibility,
    incident: head.incident,
    created_by: head.createdBy,
    created_at: head.createdAt,
    updated_at: head.updatedAt,
  };
}

/** @param mine with the beginning of what they have begun to write there */
export function myConversationJson(
  head: Head,
  mine: Mine & { readonly draft: string | null },
  people: People,
): MyConversationJson {
  const shared = conversationJson(head, people);
  return {
    ...shared,
    display_name: displayNameFor(mine, head, people),
    last_message: shared.last_message && { ...shared.last_message, delivery: mine.delivery },
    my_role: mine.role,
    unread_count: mine.unreadCount,
    mention_count: mine.mentionCount,
    my_last_read_sequence: mine.readTo,
    unread_from: mine.unreadFrom,
    my_muted_until: mine.mutedUntil,
    draft_preview: mine.draft,
    is_muted: mine.isMuted,
    is_archived: mine.isArchived,
    notify: mine.notify,
  };
}

/** Everybody whose name the conversation's JSON needs. */
export function peopleInHead({ firstMemberIds, lastLine }: Head): readonly UserId[] {
  return [...firstMemberIds, ...(lastLine ? peopleIn(lastLine) : [])];
}

const namedMembers = 4;

/** Its name, else who else is in it: up to four names and how many more. */
export function displayNameFor(
  { userId, role }: Mine,
  { name, firstMemberIds, memberCount }: Head,
  people: People,
): string {
  if (name) return name;
  const others = firstMemberIds.filter((id) => id !== userId);
  const shown = others.slice(0, namedMembers).map((id) => displayNameOf(people, id));
  if (shown.length === 0) return displayNameOf(people, userId);
  const more = memberCount - (role === null ? 0 : 1) - shown.length;
  return more > 0 ? `${shown.join(", ")} +${more}` : shown.join(", ");
}

function lastMessageJson(line: Line, people: People): LastMessageJson {
  const { event, actor } = line;
  const isMessage = event.type === "MessageSent";
  return {
    id: lineId(line),
    sequence: event.data.sequence,
    sender_id: actor,
    sender_display_name: displayNameOf(people, actor),
    message_type: messageTypeOf(line),
    event: isMessage ? null : systemLine(event, people).data.event,
    preview: previewOf(line, people),
    is_deleted: isWithoutWords(line),
    created_at: line.createdAt,
  };
}
