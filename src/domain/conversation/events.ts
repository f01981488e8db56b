import type { DomainEvent } from "../decision.ts";
import type { LineId, UserId } from "../ids.ts";
import type { Personal } from "../recorded.ts";
import type { Role } from "./roles.ts";

/** What happens in the stream `conversation-<id>`. */
export type ConversationEvent =
  | DomainEvent<"ConversationStarted", ConversationStarted>
  | DomainEvent<"ConversationRenamed", ConversationRenamed>
  | DomainEvent<"ConversationDeleted", ConversationDeleted>
  | DomainEvent<"MembersAdded", MembersAdded>
  | DomainEvent<"MemberRemoved", MemberRemoved>
  | DomainEvent<"MemberJoined", MemberJoined>
  | DomainEvent<"MemberLeft", MemberLeft>
  | DomainEvent<"MessageSent", MessageSent>;

/** An event that shows in the history, with its own place there. */
export type LineEvent = Extract<ConversationEvent, { data: { sequence: number } }>;

export function isLine(event: ConversationEvent): event is LineEvent {
  return "sequence" in event.data;
}

export const kinds = ["direct", "group", "room"] as const;
export type Kind = (typeof kinds)[number];

export const visibilities = ["private", "public"] as const;
export type Visibility = (typeof visibilities)[number];

/** Not a line: the first line after it has the sequence 1. */
export interface ConversationStarted {
  readonly kind: Kind;
  readonly visibility: Visibility;
  readonly createdBy: UserId;
  /** Whoever started it comes first. */
  readonly members: readonly { readonly userId: UserId; readonly role: Role }[];
  readonly name?: Personal;
  readonly description?: Personal;
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

export interface MessageSent {
  readonly sequence: number;
  readonly senderId: UserId;
  readonly content: Personal;
  readonly replyToId?: LineId;
}
