import { happened, nothing, refuse, type Decision } from "../decision.ts";
import type { UserId } from "../ids.ts";
import { mayModerate, mayRead } from "./access.ts";
import type { Conversation } from "./conversation.ts";
import type { ConversationEvent } from "./events.ts";

export interface UnbanPerson {
  readonly actor: UserId;
  readonly userId: UserId;
}

/** They may come back; nobody brings them back. */
export function unbanPerson({ actor, userId }: UnbanPerson, conversation: Conversation): Decision<ConversationEvent> {
  if (!mayRead(conversation, actor)) return refuse("not_found");
  if (!mayModerate(conversation, actor)) return refuse("forbidden", "Moderators lift bans.");
  if (!conversation.banned.has(userId)) return nothing;
  return happened("PersonUnbanned", { userId, unbannedBy: actor });
}
