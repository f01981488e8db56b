import { removeMember as decide } from "../domain/conversation/remove-member.ts";
import type { ConversationEvent } from "../domain/conversation/events.ts";
import type { UserId } from "../domain/ids.ts";
import type { CommandContext } from "./context.ts";
import { decideOn } from "./decide-on.ts";
import type { Outcome } from "./deciding/command.ts";
import type { ConversationRequest } from "./request.ts";

export interface RemoveMemberRequest extends ConversationRequest {
  readonly userId: UserId;
}

export async function removeMember(
  context: CommandContext,
  request: RemoveMemberRequest,
): Promise<Outcome<ConversationEvent>> {
  return decideOn(context, request, (conversation) => decide(request, conversation));
}
