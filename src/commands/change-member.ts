import { changeMember as decide, type ChangeMember } from "../domain/conversation/change-member.ts";
import type { ConversationEvent } from "../domain/conversation/events.ts";
import { refuse } from "../domain/decision.ts";
import type { CommandContext } from "./context.ts";
import { decideOn } from "./decide-on.ts";
import type { Outcome } from "./deciding/command.ts";
import { handOverFromDisabled, isDisabled } from "./hand-over-from-disabled.ts";
import type { ConversationRequest } from "./request.ts";

export interface ChangeMemberRequest extends ConversationRequest, Omit<ChangeMember, "actor"> {}

/**
 * Nobody hands over to somebody who cannot come in; that is asked last, so that only an owner learns it. Whose account
 * is disabled just then does not keep what they were given: it is looked at again behind it.
 */
export async function changeMember(
  context: CommandContext,
  request: ChangeMemberRequest,
): Promise<Outcome<ConversationEvent>> {
  const isShutOut = request.role === "owner" && (await isDisabled(context, request.userId));
  const outcome = await decideOn(context, request, (conversation, { at }) => {
    const decision = decide(request, conversation, { at });
    const isHandedOver = decision.kind === "happened" && decision.events.length > 0;
    return isShutOut && isHandedOver ? refuse("conflict", "Their account is disabled.") : decision;
  });
  if (request.role === "owner" && outcome.kind === "done" && outcome.events.length > 0) {
    const { conversationId, userId: actor } = request;
    await handOverFromDisabled(context, { conversationId, actor });
  }
  return outcome;
}
