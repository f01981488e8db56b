import { happened, nothing, refuse, type Decision } from "../decision.ts";
import type { UserId } from "../ids.ts";
import { mayManage, mayRead } from "./access.ts";
import type { Conversation } from "./conversation.ts";
import type { ConversationEvent, Visibility } from "./events.ts";

export interface ChangeVisibility {
  readonly actor: UserId;
  readonly visibility: Visibility;
}

export function changeVisibility(
  { actor, visibility }: ChangeVisibility,
  conversation: Conversation,
): Decision<ConversationEvent> {
  if (!mayRead(conversation, actor)) return refuse("not_found");
  if (conversation.kind !== "room") return refuse("forbidden", "Only a room is private or public.");
  if (!mayManage(conversation, actor)) return refuse("forbidden", "Owners and admins open and close a room.");
  if (visibility === conversation.visibility) return nothing;
  return happened("VisibilityChanged", { sequence: conversation.lastSequence + 1, visibility, changedBy: actor });
}
