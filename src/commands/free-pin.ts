import type { ConversationEvent } from "../domain/conversation/events.ts";
import { freePin as decide } from "../domain/conversation/pin.ts";
import type { LineId } from "../domain/ids.ts";
import type { CommandContext } from "./context.ts";
import { decideOn } from "./decide-on.ts";
import type { Outcome } from "./deciding/command.ts";
import type { ConversationRequest } from "./request.ts";

export interface PinRequest extends ConversationRequest {
  readonly messageId: LineId;
}

/** Of a message that was deleted: takes its pin away, where it has one. */
export async function freePin(
  context: Pick<CommandContext, "conversations">,
  request: PinRequest,
): Promise<Outcome<ConversationEvent>> {
  return decideOn(context, request, (conversation) => decide(request, conversation));
}
