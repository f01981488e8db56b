import { deleteMessage as decide } from "../domain/message/delete.ts";
import type { MessageEvent } from "../domain/message/events.ts";
import type { CommandContext } from "./context.ts";
import { decideOnMessage, type MessageRequest } from "./decide-on-message.ts";
import type { Outcome } from "./deciding/command.ts";

export interface DeleteMessageRequest extends MessageRequest {
  readonly reason?: string;
}

export async function deleteMessage(
  context: CommandContext,
  request: DeleteMessageRequest,
): Promise<Outcome<MessageEvent>> {
  return decideOnMessage(context, request, {
    decide: (message, on) => decide({ ...request, conversationId: on.conversationId }, message, on),
  });
}
