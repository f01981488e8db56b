import type { DomainEvent } from "../decision.ts";
import type { ConversationId } from "../ids.ts";

/** What happens in the stream `retention-<conversation>`. */
export type RetentionEvent = DomainEvent<"WordsForgotten", WordsForgotten>;

/** What was said in a conversation before a time is kept no longer: the keys of those months are destroyed. */
export interface WordsForgotten {
  readonly conversationId: ConversationId;
  /** The beginning of the first month whose words are kept: ISO 8601, UTC, milliseconds. */
  readonly before: string;
  /** The conversation's last event from before that time. */
  readonly upToRevision: number;
}
