import type { ConversationEvent, LineEvent } from "../domain/conversation/events.ts";
import type { Line } from "../domain/conversation/line.ts";
import type { ConversationId } from "../domain/ids.ts";
import { saidAt } from "../domain/recorded.ts";
import type { Written } from "./deciding/command.ts";

/** A line as it was written; what it replies to is another line. */
export function writtenLine(conversationId: ConversationId, event: LineEvent & Written<ConversationEvent>): Line {
  const { revision, position, actor, key } = event;
  const said = { createdAt: saidAt(event), clientMessageId: key?.name ?? null };
  return { conversationId, revision, position, event, actor, ...said, quote: null };
}
