import type { Conversation } from "../domain/conversation/conversation.ts";
import type { ConversationEvent } from "../domain/conversation/events.ts";
import { sendMessage as decide, type SendContext, type SendMessage } from "../domain/conversation/send.ts";
import type { LineId } from "../domain/ids.ts";
import { isBlockedIn, type BlockedAsked } from "./blocked-in.ts";
import type { CommandContext } from "./context.ts";
import { decideOn } from "./decide-on.ts";
import type { Outcome } from "./deciding/command.ts";
import { findLine } from "./find-line.ts";
import { unregisteredIn } from "./mentioned.ts";
import type { Request } from "./request.ts";
import { conversationStream, messageStream } from "./streams.ts";

export type SendMessageRequest = Request & SendMessage;

export interface HowToSend extends Pick<BlockedAsked, "read">, Pick<SendContext, "isShutOut"> {}

/**
 * What is kept of the conversation tells what else is to be looked up; for most messages that is nothing. A process
 * without a tail reads instead.
 */
export async function sendMessage(
  context: CommandContext,
  request: SendMessageRequest,
  { read, isShutOut = false }: HowToSend = { read: "known" },
): Promise<Outcome<ConversationEvent>> {
  const { state: conversation } = await context.conversations[read](conversationStream(request.conversationId));
  const known = await sendContextOf(context, request, { conversation, read });
  return decideOn(context, request, (state, { at }) => decide(request, state, { ...known, at, isShutOut }));
}

/** What a message needs to be decided on, but for the time. */
export async function sendContextOf(
  context: CommandContext,
  { actor, replyToId, mentions }: SendMessage,
  { conversation, read }: { readonly conversation: Conversation } & Pick<BlockedAsked, "read">,
): Promise<Omit<SendContext, "at">> {
  const [replyTo, isBlocked, unregistered] = await Promise.all([
    quoted(context, replyToId),
    isBlockedIn(context, conversation, { actor, read }),
    unregisteredIn(context, conversation, mentions),
  ]);
  return { replyTo, isBlocked, unregistered };
}

async function quoted(context: CommandContext, id: LineId | undefined): Promise<SendContext["replyTo"]> {
  const line = id === undefined ? null : await findLine(context, id);
  if (id === undefined || !line) return null;
  const { state } = await context.messages.current(messageStream(id));
  return { sequence: line.data.sequence, type: line.type, isDeleted: state.deleted !== null };
}
