import { happened, nothing, refuse, type Decision } from "../decision.ts";
import type { ConversationId, LineId, UserId } from "../ids.ts";
import type { MessageEvent } from "./events.ts";
import { firstUrl } from "./first-url.ts";
import type { Message } from "./message.ts";
import { messageFor, type Origin } from "./origin.ts";

/** What a page says of itself. */
export interface PageWords {
  /** 1–200 characters. */
  readonly title: string;
  /** At most 300 characters; null where there is none. */
  readonly description: string | null;
  /** An absolute http or https URL; null where there is none. */
  readonly image: string | null;
}

export interface AttachPreview extends PageWords {
  readonly conversationId: ConversationId;
  readonly messageId: LineId;
  /** As the message has it. */
  readonly url: string;
}

/** By nobody in particular, of the first URL that the message has now; never again where its author wanted none. */
export function attachPreview(
  { conversationId, messageId, url, title, description, image }: AttachPreview,
  message: Message,
  { line, conversation }: Origin,
): Decision<MessageEvent> {
  if (line?.type !== "MessageSent" || conversation.status !== "open") return refuse("not_found");
  if (message.deleted) return refuse("gone", "The message was deleted.");
  if (message.isPreviewUnwanted) return refuse("conflict", "Its author wants no preview.");
  if (firstUrl(message.edited ?? line.data) !== url) return refuse("conflict", "The message has another URL by now.");
  if (message.preview?.url === url) return nothing;
  const { senderId, forwarded } = line.data;
  return happened("LinkPreviewAttached", {
    conversationId,
    messageId,
    authorId: forwarded?.authorId ?? senderId,
    url,
    title,
    ...(description !== null && { description }),
    ...(image !== null && { image }),
  });
}

export interface RemovePreview {
  readonly actor: UserId;
  readonly conversationId: ConversationId;
  readonly messageId: LineId;
}

/** Of one's own message; none comes back. */
export function removePreview(
  { actor, conversationId, messageId }: RemovePreview,
  message: Message,
  origin: Origin,
): Decision<MessageEvent> {
  const found = messageFor(actor, message, origin);
  if ("refusal" in found) return found.refusal;
  if (found.sent.data.senderId !== actor)
    return refuse("forbidden", "Only from your own messages a preview can be removed.");
  if (!message.preview) return nothing;
  const data = { conversationId, messageId, removedBy: actor, because: "unwanted" as const };
  return happened("LinkPreviewRemoved", data);
}
