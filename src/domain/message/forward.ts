import { mayReadLine } from "../conversation/access.ts";
import type { Line } from "../conversation/line.ts";
import type { Conversation } from "../conversation/conversation.ts";
import type { SendMessage } from "../conversation/send.ts";
import { refuse, type Refused } from "../decision.ts";
import { lineId, type UserId } from "../ids.ts";

/** Conversations that a message is forwarded to at once. */
export const maxTargets = 100;

/** What is sent to each of the targets, whoever is told there: the words, and whose they are. Nobody is mentioned again. */
export type Forwarding = Omit<SendMessage, "actor" | "conversationId">;

export type ForwardDecision = { readonly kind: "forwarding"; readonly forwarding: Forwarding } | Refused;

/** A message as it is now, by who may read it now. */
export function forwardingOf(actor: UserId, line: Line, conversation: Conversation): ForwardDecision {
  if (!mayReadLine(conversation, actor, line.event.data.sequence)) return refuse("not_found");
  const { event, since, createdAt } = line;
  if (event.type !== "MessageSent") return refuse("forbidden", "This is no message: it says what happened, and stays.");
  if (since.deleted) return refuse("gone", "The message was deleted.");
  const { content, html, data, messageType, forwarded, senderId } = event.data;
  if (content === null) return refuse("gone", "The message's words were erased.");
  return {
    kind: "forwarding",
    forwarding: {
      content,
      ...(typeof html === "string" && { html }),
      ...(typeof data === "string" && { data }),
      ...(messageType && { messageType }),
      forwarded: forwarded ?? { messageId: lineId(line), authorId: senderId, saidAt: createdAt },
    },
  };
}
