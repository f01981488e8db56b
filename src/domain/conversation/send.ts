import { happened, refuse, type Decision, type Refused } from "../decision.ts";
import { locate, type ConversationId, type LineId, type UserId } from "../ids.ts";
import { mentionsProblem, wordsOf, wordsProblem, type MentionsContext, type SaidWords } from "../message/words.ts";
import { refusalOfBlocked } from "../user/blocking.ts";
import { isMember, isMutedAt, mayRead, mayReadLine, mayWrite } from "./access.ts";
import type { Conversation } from "./conversation.ts";
import type { ConversationEvent, Forwarded, LineEvent, MessageType } from "./events.ts";

export interface SendMessage extends SaidWords {
  readonly actor: UserId;
  readonly conversationId: ConversationId;
  readonly messageType?: MessageType;
  /** A JSON object, as text. */
  readonly data?: string;
  readonly replyToId?: LineId;
  readonly forwarded?: Forwarded;
}

export interface SendContext extends MentionsContext {
  /** The line that `replyToId` locates, as it was read; null where that place holds none. */
  readonly replyTo: QuotedLine | null;
  /** ISO 8601, UTC, milliseconds. Absent for what was said elsewhere, where nobody was muted. */
  readonly at?: string;
  /** Whether the other one of a direct conversation takes nothing from the sender. */
  readonly isBlocked?: boolean;
  /** Whether the sender's account is disabled: of what is sent without their coming in. */
  readonly isShutOut?: boolean;
}

export interface QuotedLine {
  readonly sequence: number;
  readonly type: LineEvent["type"];
  readonly isDeleted?: boolean;
}

export function sendMessage(
  command: SendMessage,
  conversation: Conversation,
  context: SendContext,
): Decision<ConversationEvent> {
  const { actor, messageType, data, replyToId, forwarded } = command;
  const refusal =
    refusalOfWriter(actor, conversation, context) ??
    refusalOfWords(command, conversation, context) ??
    refusalOfReply(command, conversation, context);
  if (refusal) return refusal;
  return happened("MessageSent", {
    sequence: conversation.lastSequence + 1,
    senderId: actor,
    ...wordsOf(command),
    ...(messageType && { messageType }),
    ...(data !== undefined && { data }),
    ...(replyToId && { replyToId }),
    ...(forwarded && { forwarded }),
  });
}

function refusalOfWriter(
  actor: UserId,
  conversation: Conversation,
  { at, isBlocked = false, isShutOut = false }: SendContext,
): Refused | null {
  if (!mayRead(conversation, actor)) return refuse("not_found");
  if (!isMember(conversation, actor)) return refuse("forbidden", "Join to write here.");
  if (!mayWrite(conversation, actor)) return refuse("forbidden", "Viewers cannot write.");
  if (at !== undefined && isMutedAt(conversation, actor, at)) return refusalOfMuted(conversation, actor);
  if (isShutOut) return refuse("forbidden", "Their account is disabled.");
  if (isBlocked) return refusalOfBlocked;
  if (conversation.incident?.status === "closed")
    return refuse("conflict", "The incident is closed. Open it again to write here.");
  return null;
}

/** Of somebody whom a moderator muted. */
export function refusalOfMuted(conversation: Conversation, userId: UserId): Refused {
  const until = conversation.members.get(userId)?.mutedUntil ?? "";
  return refuse("forbidden", `A moderator muted you here until ${until}.`);
}

function refusalOfWords(command: SendMessage, conversation: Conversation, context: SendContext): Refused | null {
  const problem =
    wordsProblem(command, { hasData: command.data !== undefined }) ??
    mentionsProblem(command.mentions ?? [], conversation, context);
  return problem === null ? null : refuse("validation_failed", problem);
}

function refusalOfReply(
  { actor, conversationId, replyToId }: SendMessage,
  conversation: Conversation,
  { replyTo }: SendContext,
): Refused | null {
  if (!replyToId) return null;
  const isHere = replyTo && locate(replyToId)?.conversationId === conversationId;
  if (!isHere || !mayReadLine(conversation, actor, replyTo.sequence))
    return refuse("validation_failed", "The message replied to is not in this conversation.");
  return replyTo.isDeleted ? refuse("gone", "The message replied to was deleted.") : null;
}
