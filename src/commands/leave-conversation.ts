import { leaveConversation as decide } from "../domain/conversation/leave.ts";
import type { ConversationEvent } from "../domain/conversation/events.ts";
import type { CommandContext } from "./context.ts";
import { decideOn } from "./decide-on.ts";
import type { Outcome } from "./deciding/command.ts";
import type { ConversationRequest } from "./request.ts";

export async function leaveConversation(
  context: CommandContext,
  request: ConversationRequest,
): Promise<Outcome<ConversationEvent>> {
  return decideOn(context, request, (conversation) => decide(request, conversation));
}
