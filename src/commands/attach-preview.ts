import type { MessageEvent } from "../domain/message/events.ts";
import { attachPreview as decide, type PageWords } from "../domain/message/link-preview.ts";
import type { CommandContext } from "./context.ts";
import { decideOnMessage, type MessageRequest } from "./decide-on-message.ts";
import type { Outcome } from "./deciding/command.ts";

export interface AttachPreviewRequest extends MessageRequest, PageWords {
  /** As the message has it. */
  readonly url: string;
}

/** What was found of a message's first URL. Where it fits no more it is refused, and nothing is to be done. */
export async function attachPreview(
  context: Pick<CommandContext, "store" | "codec" | "conversations" | "messages">,
  request: AttachPreviewRequest,
): Promise<Outcome<MessageEvent>> {
  return decideOnMessage(context, request, {
    decide: (message, on) => decide({ ...request, conversationId: on.conversationId }, message, on),
  });
}
