import { isMember } from "../conversation/access.ts";
import type { Conversation } from "../conversation/conversation.ts";
import { allHappened, refuse, type Decision } from "../decision.ts";
import type { ConversationId, UserId } from "../ids.ts";
import type { InboxEvent, MarkersAdvanced } from "./events.ts";
import type { Inbox } from "./inbox.ts";

/** Members up to which is recorded what was delivered to each. */
export const deliveredUpToMembers = 50;

/** Sequences of lines. What was read was delivered too. */
export interface AdvanceMarkers {
  readonly actor: UserId;
  readonly conversationId: ConversationId;
  readonly readTo?: number;
  readonly deliveredTo?: number;
}

export interface AdvanceMarkersContext {
  /** As it stood when its tail was read. */
  readonly conversation: Conversation;
}

/** Markers never go back: what asks for less than there is moves nothing. Whoever reads takes their mark as unread away. */
export function advanceMarkers(
  { actor, conversationId, ...asked }: AdvanceMarkers,
  inbox: Inbox,
  { conversation }: AdvanceMarkersContext,
): Decision<InboxEvent> {
  if (!isMember(conversation, actor)) return refuse("not_found");
  const recordsDelivered = conversation.members.size <= deliveredUpToMembers;
  const readTo = Math.max(inbox.readTo, asked.readTo ?? 0);
  const deliveredTo = recordsDelivered
    ? Math.max(inbox.deliveredTo, asked.deliveredTo ?? 0, readTo)
    : inbox.deliveredTo;
  if (![asked.readTo ?? 0, asked.deliveredTo ?? 0].every((sequence) => isUpTo(conversation.lastSequence, sequence)))
    return refuse("validation_failed", `There are ${conversation.lastSequence} lines to mark.`);
  const who = { conversationId, userId: actor };
  const moved: MarkersAdvanced = {
    ...who,
    ...(readTo > inbox.readTo && { readTo }),
    ...(deliveredTo > inbox.deliveredTo && { deliveredTo }),
    toldTo: recordsDelivered ? "members" : "self",
  };
  const isMoved = readTo > inbox.readTo || deliveredTo > inbox.deliveredTo;
  const isCleared = asked.readTo !== undefined && inbox.unreadFrom !== null;
  return allHappened<InboxEvent>([
    ...(isMoved ? [{ type: "MarkersAdvanced" as const, data: moved }] : []),
    ...(isCleared ? [{ type: "UnreadMarkCleared" as const, data: who }] : []),
  ]);
}

const isUpTo = (last: number, sequence: number): boolean =>
  Number.isSafeInteger(sequence) && sequence >= 0 && sequence <= last;
