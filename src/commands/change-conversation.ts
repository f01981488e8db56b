import { changeConversation as decide, type ChangeConversation } from "../domain/conversation/change.ts";
import type { ConversationEvent } from "../domain/conversation/events.ts";
import type { CommandContext } from "./context.ts";
import { decideOn } from "./decide-on.ts";
import type { Outcome } from "./deciding/command.ts";
import type { ConversationRequest } from "./request.ts";

export interface ChangeConversationRequest extends ConversationRequest, Omit<ChangeConversation, "actor"> {}

export async function changeConversation(
  context: CommandContext,
  request: ChangeConversationRequest,
): Promise<Outcome<ConversationEvent>> {
  const { actor, name, description, visibility, incident } = request;
  const command = {
    actor,
    ...(name !== undefined && { name }),
    ...(description !== undefined && { description }),
    ...(visibility && { visibility }),
    ...(incident && { incident }),
  };
  return decideOn(context, request, (conversation, { at }) => decide(command, conversation, { at }));
}
