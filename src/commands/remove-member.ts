import { removeMember as decide } from "../domain/conversation/remove-member.ts";
import type { ConversationEvent } from "../domain/conversation/events.ts";
import type { UserId } from "../domain/ids.ts";
import type { CommandContext } from "./context.ts";
import type { Outcome } from "./deciding/command.ts";
import { causeOf, type ConversationRequest } from "./request.ts";
import { conversationStream } from "./streams.ts";

export interface RemoveMemberRequest extends ConversationRequest {
  readonly userId: UserId;
}

export async function removeMember(
  context: CommandContext,
  request: RemoveMemberRequest,
): Promise<Outcome<ConversationEvent>> {
  return context.conversations.handle({
    ...causeOf(request),
    stream: conversationStream(request.conversationId),
    decide: (conversation) => decide(request, conversation),
  });
}
