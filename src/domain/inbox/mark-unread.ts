import { isMember, mayReadLine } from "../conversation/access.ts";
import type { Conversation } from "../conversation/conversation.ts";
import { happened, nothing, refuse, type Decision } from "../decision.ts";
import type { ConversationId, UserId } from "../ids.ts";
import type { InboxEvent } from "./events.ts";
import type { Inbox } from "./inbox.ts";
import { standingOf } from "./standing.ts";

export interface MarkUnread {
  readonly actor: UserId;
  readonly conversationId: ConversationId;
  /** The sequence of the first line that is to be unread. */
  readonly from: number;
}

/** Private: what others know to be read stays so. */
export function markUnread(
  { actor, conversationId, from }: MarkUnread,
  inbox: Inbox,
  { conversation }: { readonly conversation: Conversation },
): Decision<InboxEvent> {
  if (!isMember(conversation, actor)) return refuse("not_found");
  const { lastSequence: upTo } = conversation;
  const isThere = Number.isSafeInteger(from) && from >= 1 && from <= upTo && mayReadLine(conversation, actor, from);
  if (!isThere) return refuse("validation_failed", "There is no such line here.");
  if (standingOf(inbox, conversation, actor).unreadFrom === from) return nothing;
  return happened("MarkedUnread", { conversationId, userId: actor, from, upTo });
}
