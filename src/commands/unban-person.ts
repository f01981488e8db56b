import type { ConversationEvent } from "../domain/conversation/events.ts";
import { unbanPerson as decide } from "../domain/conversation/unban-person.ts";
import type { UserId } from "../domain/ids.ts";
import type { CommandContext } from "./context.ts";
import { decideOn } from "./decide-on.ts";
import type { Outcome } from "./deciding/command.ts";
import type { ConversationRequest } from "./request.ts";

export interface UnbanPersonRequest extends ConversationRequest {
  readonly userId: UserId;
}

export async function unbanPerson(
  context: CommandContext,
  request: UnbanPersonRequest,
): Promise<Outcome<ConversationEvent>> {
  return decideOn(context, request, (conversation) => decide(request, conversation));
}
