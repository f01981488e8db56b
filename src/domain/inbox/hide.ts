import { isMember } from "../conversation/access.ts";
import type { Conversation } from "../conversation/conversation.ts";
import { happened, nothing, refuse, type Decision } from "../decision.ts";
import type { ConversationId, UserId } from "../ids.ts";
import type { InboxEvent } from "./events.ts";
import type { Inbox } from "./inbox.ts";

export interface HideConversation {
  readonly actor: UserId;
  readonly conversationId: ConversationId;
}

/** Deletes a direct conversation for oneself: it is gone from the list until a line follows, and its history stays. */
export function hideConversation(
  { actor, conversationId }: HideConversation,
  inbox: Inbox,
  { conversation }: { readonly conversation: Conversation },
): Decision<InboxEvent> {
  if (!isMember(conversation, actor)) return refuse("not_found");
  if (conversation.kind !== "direct") return refuse("forbidden", "Only a direct conversation is deleted for oneself.");
  if (inbox.hiddenUpTo === conversation.lastSequence) return nothing;
  return happened("ConversationHidden", { conversationId, userId: actor, upTo: conversation.lastSequence });
}
