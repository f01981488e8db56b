import { mayModerate, mayReadLine, roleOf } from "../conversation/access.ts";
import type { Conversation } from "../conversation/conversation.ts";
import { outranks } from "../conversation/roles.ts";
import { happened, nothing, refuse, type Decision } from "../decision.ts";
import type { ConversationId, LineId, UserId } from "../ids.ts";
import { characters, isBroken } from "../text.ts";
import type { MessageEvent } from "./events.ts";
import type { Message } from "./message.ts";
import type { Origin } from "./origin.ts";

export const maxReasonLength = 500;

export interface DeleteMessage {
  readonly actor: UserId;
  readonly conversationId: ConversationId;
  readonly messageId: LineId;
  readonly reason?: string;
}

/** One's own, or as a moderator that of somebody below, or of somebody who left. */
export function deleteMessage(
  { actor, conversationId, messageId, reason }: DeleteMessage,
  message: Message,
  { line, conversation }: Origin,
): Decision<MessageEvent> {
  if (!line || !mayReadLine(conversation, actor, line.data.sequence)) return refuse("not_found");
  if (line.type !== "MessageSent") return refuse("forbidden", "This is no message: it says what happened, and stays.");
  if (!mayDelete(actor, line.data.senderId, conversation))
    return refuse("forbidden", "Only your own messages can be deleted, or as a moderator those of people below you.");
  if (message.deleted) return nothing;
  const problem = reason === undefined ? null : reasonProblem(reason);
  if (problem !== null) return refuse("validation_failed", problem);
  const about = { conversationId, messageId, deletedBy: actor };
  return happened("MessageDeleted", { ...about, ...(reason !== undefined && { reason }) });
}

/** Why this can't be a reason, as a sentence; null when it can. */
export function reasonProblem(reason: string): string | null {
  if (reason.trim() === "") return "A reason can't be empty.";
  if (isBroken(reason)) return "The reason holds characters that can't be kept.";
  return characters(reason) > maxReasonLength ? `A reason has at most ${maxReasonLength} characters.` : null;
}

function mayDelete(actor: UserId, sender: UserId, conversation: Conversation): boolean {
  if (sender === actor) return true;
  const [own, theirs] = [roleOf(conversation, actor), roleOf(conversation, sender)];
  return own !== null && mayModerate(conversation, actor) && (theirs === null || outranks(own, theirs));
}
