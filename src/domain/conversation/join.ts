import { happened, nothing, refuse, type Decision } from "../decision.ts";
import type { UserId } from "../ids.ts";
import { isMember, mayJoin } from "./access.ts";
import type { Conversation } from "./conversation.ts";
import type { ConversationEvent } from "./events.ts";

export interface JoinConversation {
  readonly actor: UserId;
}

export function joinConversation({ actor }: JoinConversation, conversation: Conversation): Decision<ConversationEvent> {
  if (!mayJoin(conversation, actor)) return refuse("not_found");
  if (isMember(conversation, actor)) return nothing;
  return happened("MemberJoined", { sequence: conversation.lastSequence + 1, userId: actor });
}
