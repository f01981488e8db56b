import type { Kind, Visibility } from "../../domain/conversation/events.ts";
import type { ConversationId, UserId } from "../../domain/ids.ts";
import type { Position } from "../../event-store/port.ts";
import type { Paged, PositionCursor } from "./paged.ts";

/** Asks `audit` where in the log things are, and `users` for names. */
export interface AuditReads {
  /** All there are or were, the latest that was started first. */
  conversations(search: ConversationSearch): Promise<Paged<AuditedConversation, PositionCursor>>;
  /** Of these ids, those that are conversations, or were. */
  conversationsOf(ids: readonly ConversationId[]): Promise<readonly AuditedConversation[]>;
  /** The last position up to which everything had happened at that time; 0 before the first event. */
  positionAt(time: string): Promise<Position>;
  /** In the order of the log. */
  positions(scope: AuditScope, limit: number): Promise<readonly Position[]>;
  count(scope: AuditScope): Promise<number>;
  /** Of what changed a conversation and is no message. */
  changes(id: ConversationId, stretch: Stretch, limit: number): Promise<readonly Position[]>;
  /** Revisions of the lines below one, the last one first. */
  lines(
    id: ConversationId,
    page: { readonly upTo: Position; readonly below: number; readonly limit: number },
  ): Promise<readonly number[]>;
  /** Of lines and what became of them. */
  ofLines(id: ConversationId, lines: readonly number[], stretch: Stretch, limit: number): Promise<readonly Position[]>;
  /** The latest first. */
  looks(page: {
    readonly conversationId?: ConversationId;
    readonly limit: number;
    readonly after: PositionCursor | null;
  }): Promise<Paged<Position, PositionCursor>>;
  /** The latest first. */
  holds(page: {
    readonly limit: number;
    readonly after: PositionCursor | null;
  }): Promise<Paged<HoldPlaces, PositionCursor>>;
}

export interface ConversationSearch {
  /** Part of a name, an id, or what a person is found by who is or was a member; empty: all. */
  readonly text: string;
  /** People who are found by it. */
  readonly userIds: readonly UserId[];
  readonly limit: number;
  readonly after: PositionCursor | null;
}

export interface AuditedConversation {
  readonly id: ConversationId;
  readonly kind: Kind;
  readonly visibility: Visibility;
  readonly name: string | null;
  readonly createdBy: UserId;
  /** ISO 8601. */
  readonly createdAt: string;
  readonly deletedAt: string | null;
  /** The first five who ever were members. */
  readonly userIds: readonly UserId[];
}

/** After one position, up to and including another. */
export interface Stretch {
  readonly after: Position;
  readonly upTo: Position;
}

/** Of a conversation, of what a person did, or of everything. */
export interface AuditScope extends Stretch {
  readonly conversationId?: ConversationId;
  readonly userId?: UserId;
}

export interface HoldPlaces {
  readonly placed: Position;
  readonly lifted: Position | null;
}
