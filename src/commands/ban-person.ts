import { banPerson as decide } from "../domain/conversation/ban-person.ts";
import type { ConversationEvent } from "../domain/conversation/events.ts";
import { refuse } from "../domain/decision.ts";
import type { UserId } from "../domain/ids.ts";
import type { CommandContext } from "./context.ts";
import { decideOn } from "./decide-on.ts";
import type { Outcome } from "./deciding/command.ts";
import { firstUnknown } from "./people.ts";
import type { ConversationRequest } from "./request.ts";

export interface BanPersonRequest extends ConversationRequest {
  readonly userId: UserId;
  readonly reason?: string;
}

/** Whether there is such a person is asked last: whoever may not ban anybody learns nothing about them. */
export async function banPerson(
  context: CommandContext,
  request: BanPersonRequest,
): Promise<Outcome<ConversationEvent>> {
  const isUnknown = (await firstUnknown(context, [request.userId])) !== undefined;
  return decideOn(context, request, (conversation) => {
    const decision = decide(request, conversation);
    return isUnknown && decision.kind === "happened" ? refuse("not_found") : decision;
  });
}
