import { allHappened, happened, nothing, refuse, type Decision } from "../decision.ts";
import type { UserId } from "../ids.ts";
import { isMember, isOwner, mayRead } from "./access.ts";
import type { Conversation } from "./conversation.ts";
import type { ConversationEvent } from "./events.ts";

export interface LeaveConversation {
  readonly actor: UserId;
}

/** Whoever leaves last deletes it: nobody could come back who owns it. */
export function leaveConversation(
  { actor }: LeaveConversation,
  conversation: Conversation,
): Decision<ConversationEvent> {
  if (!mayRead(conversation, actor)) return refuse("not_found");
  if (conversation.kind === "direct") return refuse("forbidden", "A direct conversation can't be left.");
  if (!isMember(conversation, actor)) return nothing;
  const left = { sequence: conversation.lastSequence + 1, userId: actor };
  if (conversation.members.size === 1)
    return allHappened<ConversationEvent>([
      { type: "MemberLeft", data: left },
      { type: "ConversationDeleted", data: { deletedBy: actor } },
    ]);
  if (isOwner(conversation, actor) && conversation.owners.length === 1)
    return refuse("conflict", "Choose a new owner first.");
  return happened("MemberLeft", left);
}
