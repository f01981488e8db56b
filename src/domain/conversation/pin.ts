import { happened, nothing, refuse, type Decision } from "../decision.ts";
import type { LineId, UserId } from "../ids.ts";
import { refusalOfBlocked } from "../user/blocking.ts";
import { isMutedAt, mayReadLine, mayWrite } from "./access.ts";
import type { Conversation } from "./conversation.ts";
import type { ConversationEvent, LineEvent } from "./events.ts";

/** At most this many pins, so that what is pinned is seen at a glance. */
export const maxPins = 50;

export interface PinMessage {
  readonly actor: UserId;
  readonly messageId: LineId;
}

export interface PinContext {
  readonly at: string;
  /** The line that the id locates, as it was read; null where that place holds none. */
  readonly line: PinnedLine | null;
  /** Whether the other one of a direct conversation takes nothing from the actor. */
  readonly isBlocked?: boolean;
}

export interface PinnedLine {
  readonly sequence: number;
  readonly type: LineEvent["type"];
  readonly isDeleted: boolean;
}

export function pinMessage(
  { actor, messageId }: PinMessage,
  conversation: Conversation,
  context: PinContext,
): Decision<ConversationEvent> {
  const refusal = refusalOf(actor, conversation, context);
  if (refusal) return refusal;
  if (context.isBlocked) return refusalOfBlocked;
  if (context.line?.type !== "MessageSent") return refuse("validation_failed", "Only messages are pinned.");
  if (context.line.isDeleted) return refuse("gone", "The message was deleted.");
  if (conversation.pins.includes(messageId)) return nothing;
  if (conversation.pins.length >= maxPins) return refuse("conflict", `A conversation holds ${maxPins} pins.`);
  return happened("MessagePinned", { sequence: conversation.lastSequence + 1, messageId, pinnedBy: actor });
}

export function unpinMessage(
  { actor, messageId }: PinMessage,
  conversation: Conversation,
  context: PinContext,
): Decision<ConversationEvent> {
  const refusal = refusalOf(actor, conversation, context);
  if (refusal) return refusal;
  if (!conversation.pins.includes(messageId)) return nothing;
  return happened("MessageUnpinned", { messageId, unpinnedBy: actor });
}

/** A message that was deleted holds no pin, whoever had pinned it. */
export function freePin({ actor, messageId }: PinMessage, { pins }: Conversation): Decision<ConversationEvent> {
  return pins.includes(messageId) ? happened("MessageUnpinned", { messageId, unpinnedBy: actor }) : nothing;
}

function refusalOf(actor: UserId, conversation: Conversation, { line, at }: PinContext): Decision<never> | null {
  if (!line || !mayReadLine(conversation, actor, line.sequence)) return refuse("not_found");
  if (!mayWrite(conversation, actor)) return refuse("forbidden", "Members who write pin.");
  if (isMutedAt(conversation, actor, at)) return refuse("forbidden", "You are muted here for now.");
  return null;
}
