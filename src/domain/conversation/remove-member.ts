import { happened, nothing, refuse, type Decision } from "../decision.ts";
import type { UserId } from "../ids.ts";
import { mayManage, mayRead, roleOf } from "./access.ts";
import type { Conversation } from "./conversation.ts";
import type { ConversationEvent } from "./events.ts";
import { leaveConversation } from "./leave.ts";
import { outranks } from "./roles.ts";

export interface RemoveMember {
  readonly actor: UserId;
  readonly userId: UserId;
}

/** To remove oneself is to leave. */
export function removeMember({ actor, userId }: RemoveMember, conversation: Conversation): Decision<ConversationEvent> {
  if (userId === actor) return leaveConversation({ actor }, conversation);
  const ownRole = roleOf(conversation, actor);
  const role = roleOf(conversation, userId);
  if (!mayRead(conversation, actor)) return refuse("not_found");
  if (conversation.kind === "direct") return refuse("forbidden", "Nobody can be removed from a direct conversation.");
  if (!ownRole || !mayManage(conversation, actor)) return refuse("forbidden", "Owners and admins remove people.");
  if (!role) return nothing;
  if (!outranks(ownRole, role)) return refuse("forbidden", "You can only remove people whose role is below your own.");
  return happened("MemberRemoved", { sequence: conversation.lastSequence + 1, userId, removedBy: actor });
}
