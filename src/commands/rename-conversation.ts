import { renameConversation as decide } from "../domain/conversation/rename.ts";
import type { ConversationEvent } from "../domain/conversation/events.ts";
import type { CommandContext } from "./context.ts";
import type { Outcome } from "./deciding/command.ts";
import { causeOf, type ConversationRequest } from "./request.ts";
import { conversationStream } from "./streams.ts";

export interface RenameConversationRequest extends ConversationRequest {
  /** What is absent stays as it is; an empty name or description is taken away. */
  readonly name?: string;
  readonly description?: string;
}

export async function renameConversation(
  context: CommandContext,
  request: RenameConversationRequest,
): Promise<Outcome<ConversationEvent>> {
  return context.conversations.handle({
    ...causeOf(request),
    stream: conversationStream(request.conversationId),
    decide: (conversation) => decide(request, conversation),
  });
}
