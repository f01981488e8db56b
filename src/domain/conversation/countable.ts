import type { Recorded } from "../recorded.ts";
import type { ConversationEvent } from "./events.ts";

type Message = Extract<ConversationEvent, { type: "MessageSent" }>;

/** Whether it counts as unread for whoever has not read it: a message, unless an import says that it was read. */
export function isCountable(event: Recorded<ConversationEvent>): event is Recorded<Message> {
  return event.type === "MessageSent" && (event.imported?.countsAsUnread ?? true);
}
