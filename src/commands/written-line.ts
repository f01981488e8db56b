import type { ConversationEvent, LineEvent } from "../domain/conversation/events.ts";
import type { ConversationId, UserId } from "../domain/ids.ts";
import { saidAt } from "../domain/recorded.ts";
import type { Written } from "./deciding/command.ts";

/** A line as it was written, with its place. */
export interface WrittenLine {
  readonly conversationId: ConversationId;
  readonly revision: number;
  readonly position: bigint;
  readonly event: LineEvent;
  readonly actor: UserId;
  /** When it was said. */
  readonly createdAt: string;
  readonly clientMessageId: string | null;
  /** What it replies to is another line. */
  readonly quote: null;
}

export function writtenLine(
  conversationId: ConversationId,
  event: LineEvent & Written<ConversationEvent>,
): WrittenLine {
  const { revision, position, actor, key } = event;
  const said = { createdAt: saidAt(event), clientMessageId: key?.name ?? null };
  return { conversationId, revision, position, event, actor, ...said, quote: null };
}
