import { happened, refuse, type Decision } from "../decision.ts";
import { locate, type ConversationId, type LineId, type UserId } from "../ids.ts";
import { textProblem } from "../text.ts";
import { isMember, mayRead, maySend } from "./access.ts";
import type { Conversation } from "./conversation.ts";
import type { ConversationEvent, LineEvent } from "./events.ts";

export interface SendMessage {
  readonly actor: UserId;
  readonly conversationId: ConversationId;
  readonly content: string;
  readonly replyToId?: LineId;
}

export interface SendContext {
  /** The line that `replyToId` locates, as it was read; null where that place holds none. */
  readonly replyTo: QuotedLine | null;
}

export interface QuotedLine {
  readonly sequence: number;
  readonly type: LineEvent["type"];
}

export function sendMessage(
  command: SendMessage,
  conversation: Conversation,
  { replyTo }: SendContext,
): Decision<ConversationEvent> {
  const { actor, content, replyToId } = command;
  if (!mayRead(conversation, actor)) return refuse("not_found");
  if (!isMember(conversation, actor)) return refuse("forbidden", "Join to write here.");
  if (!maySend(conversation, actor)) return refuse("forbidden", "Viewers cannot write.");
  const problem = textProblem(content);
  if (problem) return refuse("validation_failed", problem);
  if (replyToId && (!replyTo || !isOf(command.conversationId, replyToId)))
    return refuse("validation_failed", "The message replied to is not in this conversation.");
  return happened("MessageSent", {
    sequence: conversation.lastSequence + 1,
    senderId: actor,
    content,
    ...(replyToId && { replyToId }),
  });
}

const isOf = (conversationId: ConversationId, line: LineId): boolean => locate(line)?.conversationId === conversationId;
