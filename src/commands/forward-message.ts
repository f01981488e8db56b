import type { ConversationEvent } from "../domain/conversation/events.ts";
import { refuse, type Refused } from "../domain/decision.ts";
import type { ConversationId } from "../domain/ids.ts";
import { forwardingOf } from "../domain/message/forward.ts";
import type { CommandContext } from "./context.ts";
import type { MessageRequest } from "./decide-on-message.ts";
import type { Outcome } from "./deciding/command.ts";
import { findLineNow } from "./line-now.ts";
import { mapAtMost } from "./map-at-most.ts";
import { causeOf } from "./request.ts";
import { sendMessage } from "./send-message.ts";
import { conversationStream } from "./streams.ts";

/** Conversations that are written to at once. */
const atOnce = 8;

export interface ForwardRequest extends MessageRequest {
  readonly conversationIds: readonly ConversationId[];
}

export type Forwarded =
  | Refused
  /** Each target has an outcome of its own, in the order in which they were given. */
  | { readonly kind: "done"; readonly outcomes: readonly ForwardOutcome[] };

export interface ForwardOutcome {
  readonly conversationId: ConversationId;
  readonly outcome: Outcome<ConversationEvent>;
}

/** With a key, a repetition finds in each target what was sent there, and sends the rest. */
export async function forwardMessage(context: CommandContext, request: ForwardRequest): Promise<Forwarded> {
  const { actor, messageId } = request;
  const line = await findLineNow(context, messageId, { read: "current" });
  if (!line) return refuse("not_found");
  const { state } = await context.conversations.current(conversationStream(line.conversationId));
  const source = forwardingOf(actor, line, state);
  if (source.kind === "refused") return source;
  const targets = [...new Set(request.conversationIds)];
  const outcomes = await mapAtMost(atOnce, targets, async (conversationId): Promise<ForwardOutcome> => {
    const outcome = await sendMessage(context, { ...causeOf(request), conversationId, ...source.forwarding });
    return { conversationId, outcome };
  });
  return { kind: "done", outcomes };
}
