import { joinConversation as decide } from "../domain/conversation/join.ts";
import type { ConversationEvent } from "../domain/conversation/events.ts";
import type { CommandContext } from "./context.ts";
import type { Outcome } from "./deciding/command.ts";
import { causeOf, type ConversationRequest } from "./request.ts";
import { conversationStream } from "./streams.ts";

export async function joinConversation(
  context: CommandContext,
  request: ConversationRequest,
): Promise<Outcome<ConversationEvent>> {
  return context.conversations.handle({
    ...causeOf(request),
    stream: conversationStream(request.conversationId),
    decide: (conversation) => decide(request, conversation),
  });
}
