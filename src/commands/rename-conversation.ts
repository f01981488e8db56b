import { renameConversation as decide } from "../domain/conversation/rename.ts";
import type { ConversationEvent } from "../domain/conversation/events.ts";
import type { CommandContext } from "./context.ts";
import { decideOn } from "./decide-on.ts";
import type { Outcome } from "./deciding/command.ts";
import type { ConversationRequest } from "./request.ts";

export interface RenameConversationRequest extends ConversationRequest {
  /** What is absent stays as it is; an empty name or description is taken away. */
  readonly name?: string;
  readonly description?: string;
}

export async function renameConversation(
  context: CommandContext,
  request: RenameConversationRequest,
): Promise<Outcome<ConversationEvent>> {
  return decideOn(context, request, (conversation) => decide(request, conversation));
}
