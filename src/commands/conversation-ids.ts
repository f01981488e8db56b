import type { ConversationId, UserId } from "../domain/ids.ts";

/** Makes the ids of conversations. */
export interface ConversationIds {
  /** The same for both, whoever asks: nobody without the deployment's secret can tell who writes to whom. */
  direct(one: UserId, other: UserId): Promise<ConversationId>;
  /** The same for each retry of a creation. */
  keyed(actor: UserId, key: string): ConversationId;
  fresh(): ConversationId;
}
