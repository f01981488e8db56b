import type { DomainEvent } from "../decision.ts";
import type { LineId, UserId } from "../ids.ts";
import type { Personal } from "../recorded.ts";
import type { Role } from "./roles.ts";

/** What happens in the stream `conversation-<id>`. */
export type ConversationEvent =
  | DomainEvent<"ConversationStarted", ConversationStarted>
  | DomainEvent<"ConversationRenamed", ConversationRenamed>
  | DomainEvent<"ConversationDeleted", ConversationDeleted>
  | DomainEvent<"VisibilityChanged", VisibilityChanged>
  | DomainEvent<"IncidentChanged", IncidentChanged>
  | DomainEvent<"MembersAdded", MembersAdded>
  | DomainEvent<"MemberRemoved", MemberRemoved>
  | DomainEvent<"MemberJoined", MemberJoined>
  | DomainEvent<"MemberLeft", MemberLeft>
  | DomainEvent<"RoleChanged", RoleChanged>
  | DomainEvent<"OwnershipHandedOver", OwnershipHandedOver>
  | DomainEvent<"MemberMuted", MemberMuted>
  | DomainEvent<"MemberUnmuted", MemberUnmuted>
  | DomainEvent<"PersonBanned", PersonBanned>
  | DomainEvent<"PersonUnbanned", PersonUnbanned>
  | DomainEvent<"MessageSent", MessageSent>
  | DomainEvent<"MessagePinned", MessagePinned>
  | DomainEvent<"MessageUnpinned", MessageUnpinned>;

/** An event that shows in the history, with its own place there. */
export type LineEvent = Extract<ConversationEvent, { data: { sequence: number } }>;

export function isLine(event: ConversationEvent): event is LineEvent {
  return "sequence" in event.data;
}

export const kinds = ["direct", "group", "room"] as const;
export type Kind = (typeof kinds)[number];

export const visibilities = ["private", "public"] as const;
export type Visibility = (typeof visibilities)[number];

/** Whether whoever joins sees what was said before. */
export const historyVisibilities = ["all", "joined"] as const;
export type HistoryVisibility = (typeof historyVisibilities)[number];

export const incidentStatuses = ["open", "resolved", "closed"] as const;
export type IncidentStatus = (typeof incidentStatuses)[number];

export const severities = ["low", "medium", "high", "critical"] as const;
export type Severity = (typeof severities)[number];

/** Of a room in which an incident is dealt with. */
export interface Incident {
  readonly status: IncidentStatus;
  readonly severity: Severity;
  /** Identifiers of what is concerned, as they were given. */
  readonly lots: readonly string[];
}

/** Not a line: the first line after it has the sequence 1. */
export interface ConversationStarted {
  readonly kind: Kind;
  readonly visibility: Visibility;
  readonly createdBy: UserId;
  /** Whoever started it comes first. */
  readonly members: readonly { readonly userId: UserId; readonly role: Role }[];
  readonly name?: Personal;
  readonly description?: Personal;
  /** Whole unless said. */
  readonly historyVisibility?: HistoryVisibility;
  readonly incident?: Incident;
}

/** What is absent stays as it was; what is empty is taken away. */
export interface ConversationRenamed {
  readonly sequence: number;
  readonly renamedBy: UserId;
  readonly name?: Personal;
  readonly description?: Personal;
}

/** For all of its members. Not a line: nobody is left to see it. */
export interface ConversationDeleted {
  readonly deletedBy: UserId;
}

export interface VisibilityChanged {
  readonly sequence: number;
  readonly visibility: Visibility;
  readonly changedBy: UserId;
}

/** What is absent stays as it was. The first one makes a room an incident's. */
export interface IncidentChanged extends Partial<Incident> {
  readonly sequence: number;
  readonly changedBy: UserId;
}

export interface MembersAdded {
  readonly sequence: number;
  /** At most 100, so that the event stays small. */
  readonly userIds: readonly UserId[];
  readonly role: Role;
  readonly addedBy: UserId;
}

export interface MemberRemoved {
  readonly sequence: number;
  readonly userId: UserId;
  readonly removedBy: UserId;
}

export interface MemberJoined {
  readonly sequence: number;
  readonly userId: UserId;
}

export interface MemberLeft {
  readonly sequence: number;
  readonly userId: UserId;
}

export interface RoleChanged {
  readonly userId: UserId;
  readonly role: Exclude<Role, "owner">;
  readonly changedBy: UserId;
}

/** Whoever had it is an admin from then on. */
export interface OwnershipHandedOver {
  readonly sequence: number;
  readonly from: UserId;
  readonly to: UserId;
}

/** By a moderator: may not write until then. */
export interface MemberMuted {
  readonly userId: UserId;
  /** ISO 8601, UTC, milliseconds. */
  readonly until: string;
  readonly mutedBy: UserId;
}

export interface MemberUnmuted {
  readonly userId: UserId;
  readonly unmutedBy: UserId;
}

/** Member or not: ends membership, and may neither read nor join. */
export interface PersonBanned {
  readonly sequence: number;
  readonly userId: UserId;
  readonly bannedBy: UserId;
  readonly wasMember: boolean;
  readonly reason?: Personal;
}

export interface PersonUnbanned {
  readonly userId: UserId;
  readonly unbannedBy: UserId;
}

/** What is neither is text. */
export const messageTypes = ["incident_data"] as const;
export type MessageType = (typeof messageTypes)[number];

/** What a message says: of a sent one, and of its edits. */
export interface Words {
  /** Plain text: of html its text, of data its readable line. */
  readonly content: Personal;
  /** As it is shown, sanitised; absent: the text is. */
  readonly html?: Personal;
  /** At most 100. */
  readonly mentions?: readonly UserId[];
  readonly mentionsAll?: true;
}

export interface MessageSent extends Words {
  readonly sequence: number;
  readonly senderId: UserId;
  readonly messageType?: MessageType;
  /** A JSON object, as text. */
  readonly data?: Personal;
  readonly replyToId?: LineId;
  readonly forwarded?: Forwarded;
}

/** Where its words are from: they stay their author's. */
export interface Forwarded {
  readonly messageId: LineId;
  readonly authorId: UserId;
  /** When it was said there: ISO 8601, UTC, milliseconds. */
  readonly saidAt: string;
}

export interface MessagePinned {
  readonly sequence: number;
  readonly messageId: LineId;
  readonly pinnedBy: UserId;
}

/** By a member, or because the message was deleted. */
export interface MessageUnpinned {
  readonly messageId: LineId;
  readonly unpinnedBy: UserId;
}
