import type { DomainEvent } from "../decision.ts";
import type { ConversationId, UserId } from "../ids.ts";

/** What happens in the stream `inbox-<conversation>-<user>`. */
export type InboxEvent = DomainEvent<"MarkersAdvanced", MarkersAdvanced>;

/** Where the member's markers stand now; both are sequences of lines. */
export interface MarkersAdvanced {
  readonly conversationId: ConversationId;
  readonly userId: UserId;
  readonly readTo: number;
  /** Absent where the conversation is too large for it to be recorded. */
  readonly deliveredTo?: number;
}
