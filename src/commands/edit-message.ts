import { editMessage as decide, type EditWindows } from "../domain/message/edit.ts";
import type { MessageEvent } from "../domain/message/events.ts";
import type { SaidWords } from "../domain/message/words.ts";
import type { CommandContext } from "./context.ts";
import { decideOnMessage, type MessageRequest } from "./decide-on-message.ts";
import { isBlockedIn } from "./blocked-in.ts";
import type { Outcome } from "./deciding/command.ts";
import { unregisteredIn } from "./mentioned.ts";

export interface EditMessageRequest extends MessageRequest, SaidWords {
  readonly windows: EditWindows;
}

export async function editMessage(
  context: CommandContext,
  request: EditMessageRequest,
): Promise<Outcome<MessageEvent>> {
  const { actor, windows, mentions } = request;
  return decideOnMessage(context, request, {
    more: async ({ conversation }) => {
      const unregistered = await unregisteredIn(context, conversation, mentions);
      return { unregistered, isBlocked: await isBlockedIn(context, conversation, { actor, read: "known" }) };
    },
    decide: (message, on) => decide({ ...request, conversationId: on.conversationId }, message, { ...on, windows }),
  });
}
