import { isLine, type ConversationEvent } from "../../../domain/conversation/events.ts";
import { membershipChange } from "../../../domain/conversation/membership.ts";
import type { Role } from "../../../domain/conversation/roles.ts";
import type { ConversationId, UserId } from "../../../domain/ids.ts";
import type { InboxEvent } from "../../../domain/inbox/events.ts";
import { saidAt } from "../../../domain/recorded.ts";
import type { RecordedEvent } from "../../../event-store/port.ts";
import { conversationOf, isOfConversation, logged, type Logged } from "../../../events/logged.ts";
import { storableTime } from "../../storable.ts";

/** How somebody joined last. */
export interface Joining {
  readonly role: Role;
  readonly at: string;
  readonly revision: number;
  /** The place among those of the same event. */
  readonly ordinal: number;
  readonly sequence: number;
  /** Null for whoever joined or started it. */
  readonly addedBy: UserId | null;
}

/** How far a marker has moved, and when it got there; 0 and null where it has not moved. */
export interface Marker {
  readonly to: number;
  readonly at: string | null;
}

/** What a batch says of one person in one conversation. */
export interface MemberChange {
  readonly conversationId: ConversationId;
  readonly userId: UserId;
  joining: Joining | null;
  hasLeft: boolean;
  read: Marker;
  delivered: Marker;
}

/** What a batch says of the members of one conversation. */
export interface Changes {
  /** Whether all stored members are to go, before those that changed are written. */
  isDeleted: boolean;
  readonly members: Map<UserId, MemberChange>;
}

export type ChangesById = ReadonlyMap<ConversationId, Changes>;

export function changesOf(batch: readonly RecordedEvent[]): ChangesById {
  const changes = new Map<ConversationId, Changes>();
  for (const recorded of batch) {
    if (isOfConversation(recorded)) takeConversationEvent(changes, logged<ConversationEvent>(recorded));
    else if (recorded.stream.startsWith("inbox-")) takeMarkers(changes, logged<InboxEvent>(recorded));
  }
  return changes;
}

function takeConversationEvent(all: Map<ConversationId, Changes>, event: Logged<ConversationEvent>): void {
  const id = conversationOf(event);
  const changes = changesIn(all, id);
  const change = membershipChange(event);
  if (change.isOver) {
    changes.isDeleted = true;
    changes.members.clear();
  }
  for (const [ordinal, { userId, role, by }] of change.added.entries()) {
    const member = memberIn(changes, id, userId);
    member.hasLeft = false;
    member.joining = {
      role,
      at: storableTime(saidAt(event)),
      revision: event.revision,
      ordinal,
      sequence: isLine(event) ? event.data.sequence : 0,
      addedBy: by === userId ? null : by,
    };
  }
  for (const { userId } of change.removed) memberIn(changes, id, userId).hasLeft = true;
  if (event.type === "MessageSent") {
    const { senderId, sequence } = event.data;
    advance(memberIn(changes, id, senderId), { readTo: sequence, deliveredTo: sequence, at: saidAt(event) });
  }
}

function takeMarkers(all: Map<ConversationId, Changes>, event: Logged<InboxEvent>): void {
  if (event.type !== "MarkersAdvanced") return;
  const { conversationId, userId, readTo = 0, deliveredTo = 0 } = event.data;
  const member = memberIn(changesIn(all, conversationId), conversationId, userId);
  advance(member, { readTo, deliveredTo, at: saidAt(event) });
}

function advance(
  member: MemberChange,
  { readTo, deliveredTo, at }: { readonly readTo: number; readonly deliveredTo: number; readonly at: string },
): void {
  if (readTo > member.read.to) member.read = { to: readTo, at: storableTime(at) };
  if (deliveredTo > member.delivered.to) member.delivered = { to: deliveredTo, at: storableTime(at) };
}

function changesIn(all: Map<ConversationId, Changes>, id: ConversationId): Changes {
  const found = all.get(id);
  if (found) return found;
  const changes: Changes = { isDeleted: false, members: new Map() };
  all.set(id, changes);
  return changes;
}

const unmoved: Marker = { to: 0, at: null };

function memberIn({ members }: Changes, conversationId: ConversationId, userId: UserId): MemberChange {
  const found = members.get(userId);
  if (found) return found;
  const member = { conversationId, userId, joining: null, hasLeft: false, read: unmoved, delivered: unmoved };
  members.set(userId, member);
  return member;
}
