import type { Conversation } from "../domain/conversation/conversation.ts";
import type { ConversationEvent } from "../domain/conversation/events.ts";
import type { Decision } from "../domain/decision.ts";
import type { CommandContext } from "./context.ts";
import type { Context, Outcome } from "./deciding/command.ts";
import { causeOf, type ConversationRequest } from "./request.ts";
import { conversationStream } from "./streams.ts";

/** Has a request decided on the conversation that it is about. */
export async function decideOn(
  { conversations }: Pick<CommandContext, "conversations">,
  request: ConversationRequest,
  decide: (conversation: Conversation, context: Context) => Decision<ConversationEvent>,
): Promise<Outcome<ConversationEvent>> {
  return conversations.handle({ ...causeOf(request), stream: conversationStream(request.conversationId), decide });
}
