import { deleteConversation as decide } from "../domain/conversation/delete.ts";
import type { ConversationEvent } from "../domain/conversation/events.ts";
import type { CommandContext } from "./context.ts";
import { decideOn } from "./decide-on.ts";
import type { Outcome } from "./deciding/command.ts";
import type { ConversationRequest } from "./request.ts";

export async function deleteConversation(
  context: CommandContext,
  request: ConversationRequest,
): Promise<Outcome<ConversationEvent>> {
  return decideOn(context, request, (conversation) => decide(request, conversation));
}
