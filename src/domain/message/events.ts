import type { Words } from "../conversation/events.ts";
import type { DomainEvent } from "../decision.ts";
import type { ConversationId, LineId, UserId } from "../ids.ts";
import type { Personal } from "../recorded.ts";

/** What happens to one message after it was sent, in the stream `message-<id>`. */
export type MessageEvent =
  | DomainEvent<"MessageEdited", MessageEdited>
  | DomainEvent<"MessageDeleted", MessageDeleted>
  | DomainEvent<"ReactionAdded", Reacted>
  | DomainEvent<"ReactionRemoved", Reacted>;

interface OfMessage {
  readonly conversationId: ConversationId;
  readonly messageId: LineId;
}

/** Instead of all that it said before, but for its data. */
export interface MessageEdited extends OfMessage, Words {
  readonly editedBy: UserId;
}

/** By whoever sent it, or by a moderator. */
export interface MessageDeleted extends OfMessage {
  readonly deletedBy: UserId;
  readonly reason?: Personal;
}

export interface Reacted extends OfMessage {
  readonly userId: UserId;
  readonly emoji: string;
}
