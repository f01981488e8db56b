import type { DomainEvent } from "../decision.ts";
import type { ConversationId, UserId } from "../ids.ts";
import type { Personal } from "../recorded.ts";

/** What happens in the streams `audit-looks-<auditor>` and `audit-holds`. */
export type AuditEvent = LookEvent | HoldEvent;

export type LookEvent = DomainEvent<"Looked", Looked>;

export type HoldEvent = DomainEvent<"HoldPlaced", HoldPlaced> | DomainEvent<"HoldLifted", HoldLifted>;

/** What auditors look at: the list of conversations, one's events or its state, or an export. */
export const looksAt = ["conversations", "events", "state", "export"] as const;
export type LookAt = (typeof looksAt)[number];

export const exportFormats = ["ndjson", "csv", "html"] as const;
export type ExportFormat = (typeof exportFormats)[number];

/** What was looked at. Absent is what was not named. */
export interface LookedAt {
  readonly at: LookAt;
  readonly conversationId?: ConversationId;
  /** Of an export: the person whose doings it holds. */
  readonly userId?: UserId;
  /** Positions or times, as they were given; of a state only `to`. */
  readonly from?: string;
  readonly to?: string;
  readonly format?: ExportFormat;
}

/** Recorded before anything is shown. The words are the auditor's own: who looked at what outlives them. */
export interface Looked extends LookedAt {
  readonly by: UserId;
  readonly reason: Personal;
  /** What conversations were searched for by. */
  readonly query?: Personal;
}

/** What must not be erased: all that was said in a conversation, or by a person. */
export type HoldSubject =
  | { readonly conversationId: ConversationId; readonly userId?: never }
  | { readonly userId: UserId; readonly conversationId?: never };

/** One of the two ids is there. */
export interface HoldPlaced {
  /** A UUID. */
  readonly holdId: string;
  readonly by: UserId;
  readonly conversationId?: ConversationId;
  readonly userId?: UserId;
  readonly reason: Personal;
}

export interface HoldLifted {
  readonly holdId: string;
  readonly by: UserId;
  readonly reason?: Personal;
}
