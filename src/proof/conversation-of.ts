import type { RecordedEvent } from "../event-store/port.ts";

const own = "conversation-";
const others = ["message-", "inbox-"];

/**
 * Whose conversation's history an event is part of: that which its stream is of, or where that is a message's or an
 * inbox's, that which its data names. Null for all other events.
 */
export function provedConversationOf({ stream, data }: Pick<RecordedEvent, "stream" | "data">): string | null {
  if (stream.startsWith(own)) return stream.slice(own.length);
  if (!others.some((prefix) => stream.startsWith(prefix))) return null;
  const id = data["conversationId"];
  return typeof id === "string" ? id : null;
}
