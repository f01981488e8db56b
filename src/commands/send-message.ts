import type { Conversation } from "../domain/conversation/conversation.ts";
import type { ConversationEvent } from "../domain/conversation/events.ts";
import { sendMessage as decide, type SendContext, type SendMessage } from "../domain/conversation/send.ts";
import type { LineId, UserId } from "../domain/ids.ts";
import { hasBlocked } from "../domain/user/blocking.ts";
import type { CommandContext } from "./context.ts";
import { decideOn } from "./decide-on.ts";
import type { Outcome } from "./deciding/command.ts";
import { findLine } from "./find-line.ts";
import { unregisteredIn } from "./mentioned.ts";
import type { Request } from "./request.ts";
import { conversationStream, messageStream, userStream } from "./streams.ts";

export type SendMessageRequest = Request & SendMessage;

/** What is kept of the conversation tells what else is to be looked up; for most messages that is nothing. */
export async function sendMessage(
  context: CommandContext,
  request: SendMessageRequest,
): Promise<Outcome<ConversationEvent>> {
  const { state: conversation } = await context.conversations.known(conversationStream(request.conversationId));
  const known = await sendContextOf(context, request, conversation);
  return decideOn(context, request, (state, { at }) => decide(request, state, { ...known, at }));
}

/** What a message needs to be decided on, but for the time. */
export async function sendContextOf(
  context: CommandContext,
  { actor, replyToId, mentions }: SendMessage,
  conversation: Conversation,
): Promise<Omit<SendContext, "at">> {
  const [replyTo, isBlocked, unregistered] = await Promise.all([
    quoted(context, replyToId),
    isBlockedIn(context, conversation, actor),
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

/** In direct conversations only. What is kept of the other one is enough for a no; before a yes the tail is read. */
async function isBlockedIn(
  { users }: Pick<CommandContext, "users">,
  { kind, members }: Conversation,
  actor: UserId,
): Promise<boolean> {
  const other = kind === "direct" ? [...members.keys()].find((id) => id !== actor) : undefined;
  if (other === undefined) return false;
  const { state } = await users.known(userStream(other));
  return hasBlocked(state, actor) && hasBlocked((await users.current(userStream(other))).state, actor);
}
