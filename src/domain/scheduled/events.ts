import type { MessageType, Words } from "../conversation/events.ts";
import type { DomainEvent, RefusalCode } from "../decision.ts";
import type { ConversationId, LineId, UserId } from "../ids.ts";
import type { Personal } from "../recorded.ts";

/** What happens in the stream `scheduled-<id>`. */
export type ScheduledEvent =
  | DomainEvent<"SendScheduled", SendScheduled>
  | DomainEvent<"ScheduledChanged", SendScheduled>
  | DomainEvent<"ScheduledCancelled", OfScheduled>
  | DomainEvent<"ScheduledTaken", OfScheduled>
  | DomainEvent<"ScheduledSent", ScheduledSent>
  | DomainEvent<"ScheduledRefused", ScheduledRefused>;

/** Where it is to be said, and by whom. */
export interface OfScheduled {
  readonly conversationId: ConversationId;
  readonly userId: UserId;
}

/** The whole of it, also where only a part was changed. */
export interface SendScheduled extends OfScheduled, Words {
  readonly messageType?: MessageType;
  /** A JSON object, as text. */
  readonly data?: Personal;
  readonly replyToId?: LineId;
  /** ISO 8601, UTC, milliseconds. */
  readonly sendAt: string;
}

export interface ScheduledSent extends OfScheduled {
  readonly messageId: LineId;
}

/** By the rules of its time. */
export interface ScheduledRefused extends OfScheduled {
  readonly code: RefusalCode;
}
