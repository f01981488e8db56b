import type { AllowedReactions } from "../domain/message/emoji.ts";
import type { MessageEvent } from "../domain/message/events.ts";
import { react as decide, takeBackReactions as decideBack } from "../domain/message/react.ts";
import { isBlockedIn } from "./blocked-in.ts";
import type { CommandContext } from "./context.ts";
import { decideOnMessage, type MessageRequest } from "./decide-on-message.ts";
import type { Outcome } from "./deciding/command.ts";

export interface ReactRequest extends MessageRequest {
  readonly emoji: string;
  readonly allowed: AllowedReactions;
}

export async function react(context: CommandContext, request: ReactRequest): Promise<Outcome<MessageEvent>> {
  const { actor, allowed } = request;
  return decideOnMessage(context, request, {
    more: async ({ conversation }) => ({
      isBlocked: await isBlockedIn(context, conversation, { actor, read: "known" }),
    }),
    decide: (message, on) => decide({ ...request, conversationId: on.conversationId }, message, { ...on, allowed }),
  });
}

export interface TakeBackRequest extends MessageRequest {
  /** Absent: all of one's own. */
  readonly emoji?: string;
}

export async function takeBackReactions(
  context: CommandContext,
  request: TakeBackRequest,
): Promise<Outcome<MessageEvent>> {
  return decideOnMessage(context, request, {
    decide: (message, on) => decideBack({ ...request, conversationId: on.conversationId }, message, on),
  });
}
