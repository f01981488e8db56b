import { mayModerate, mayReadLine } from "../conversation/access.ts";
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

/** One's own, or as a moderator anyone's. */
export function deleteMessage(
  { actor, conversationId, messageId, reason }: DeleteMessage,
  message: Message,
  { line, conversation }: Origin,
): Decision<MessageEvent> {
  if (!line || !mayReadLine(conversation, actor, line.data.sequence)) return refuse("not_found");
  if (line.type !== "MessageSent") return refuse("forbidden", "This is no message: it says what happened, and stays.");
  if (line.data.senderId !== actor && !mayModerate(conversation, actor))
    return refuse("forbidden", "Only your own messages can be deleted, or as a moderator anyone's.");
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
