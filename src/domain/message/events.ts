import type { Words } from "../conversation/events.ts";
import type { DomainEvent } from "../decision.ts";
import type { ConversationId, LineId, UserId } from "../ids.ts";
import type { Personal } from "../recorded.ts";

/** What happens to one message after it was sent, in the stream `message-<id>`. */
export type MessageEvent =
  | DomainEvent<"MessageEdited", MessageEdited>
  | DomainEvent<"MessageDeleted", MessageDeleted>
  | DomainEvent<"ReactionAdded", Reacted>
  | DomainEvent<"ReactionRemoved", Reacted>
  | DomainEvent<"LinkPreviewAttached", LinkPreviewAttached>
  | DomainEvent<"LinkPreviewRemoved", LinkPreviewRemoved>;

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

/** What the page behind the message's first URL says of itself. It is the author's, as the URL is. */
export interface LinkPreviewAttached extends OfMessage {
  readonly authorId: UserId;
  readonly url: Personal;
  readonly title: Personal;
  readonly description?: Personal;
  readonly image?: Personal;
}

/** An edit took its URL away, or its author wants none: then none comes back. */
export interface LinkPreviewRemoved extends OfMessage {
  readonly removedBy: UserId;
  readonly because: "edited" | "unwanted";
}
