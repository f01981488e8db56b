import { addMembers as decide } from "../domain/conversation/add-members.ts";
import type { ConversationEvent } from "../domain/conversation/events.ts";
import type { Role } from "../domain/conversation/roles.ts";
import type { UserId } from "../domain/ids.ts";
import type { CommandContext } from "./context.ts";
import { decideOn } from "./decide-on.ts";
import type { Outcome } from "./deciding/command.ts";
import { refusalOfUnknown } from "./known-people.ts";
import type { ConversationRequest } from "./request.ts";

export interface AddMembersRequest extends ConversationRequest {
  readonly userIds: readonly UserId[];
  readonly role?: Role;
}

/** Whether the people exist is asked last: whoever may not add anybody learns nothing about them. */
export async function addMembers(
  context: CommandContext,
  request: AddMembersRequest,
): Promise<Outcome<ConversationEvent>> {
  const unknown = await refusalOfUnknown(context, request.userIds);
  return decideOn(context, request, (conversation) => {
    const decision = decide(request, conversation);
    return unknown && decision.kind === "happened" ? unknown : decision;
  });
}
