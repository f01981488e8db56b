import type { DomainEvent } from "../decision.ts";
import type { ConversationId, UserId } from "../ids.ts";

/** What happens in the stream `inbox-<conversation>-<user>`. */
export type InboxEvent = DomainEvent<"MarkersAdvanced", MarkersAdvanced>;

/** Those of a member's markers that moved, and where they stand now: sequences of lines. */
export interface MarkersAdvanced {
  readonly conversationId: ConversationId;
  readonly userId: UserId;
  readonly readTo?: number;
  readonly deliveredTo?: number;
  /** Where the conversation is too large for everybody to be told, it is only for the member's own devices. */
  readonly toldTo: "members" | "self";
}
