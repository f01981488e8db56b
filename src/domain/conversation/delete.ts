import { happened, refuse, type Decision } from "../decision.ts";
import type { UserId } from "../ids.ts";
import { isOwner, mayRead } from "./access.ts";
import type { Conversation } from "./conversation.ts";
import type { ConversationEvent } from "./events.ts";

export interface DeleteConversation {
  readonly actor: UserId;
}

/** For all of its members: to them it is not there any more. The log keeps it. */
export function deleteConversation(
  { actor }: DeleteConversation,
  conversation: Conversation,
): Decision<ConversationEvent> {
  if (!mayRead(conversation, actor)) return refuse("not_found");
  if (conversation.kind === "direct") return refuse("forbidden", "A direct conversation can't be deleted for both.");
  if (!isOwner(conversation, actor)) return refuse("forbidden", "Owners delete a conversation.");
  return happened("ConversationDeleted", { deletedBy: actor });
}
