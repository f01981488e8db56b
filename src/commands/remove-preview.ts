import type { MessageEvent } from "../domain/message/events.ts";
import { removePreview as decide } from "../domain/message/link-preview.ts";
import type { CommandContext } from "./context.ts";
import { decideOnMessage, type MessageRequest } from "./decide-on-message.ts";
import type { Outcome } from "./deciding/command.ts";

export async function removePreview(context: CommandContext, request: MessageRequest): Promise<Outcome<MessageEvent>> {
  return decideOnMessage(context, request, {
    decide: (message, on) => decide({ ...request, conversationId: on.conversationId }, message, on),
  });
}
