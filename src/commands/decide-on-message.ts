import type { Decision } from "../domain/decision.ts";
import { locate, type ConversationId, type LineId } from "../domain/ids.ts";
import type { MessageEvent } from "../domain/message/events.ts";
import type { Message } from "../domain/message/message.ts";
import type { Origin } from "../domain/message/origin.ts";
import type { CommandContext } from "./context.ts";
import type { Outcome } from "./deciding/command.ts";
import { findLine } from "./find-line.ts";
import { causeOf, type Request } from "./request.ts";
import { conversationStream, messageStream } from "./streams.ts";

export interface MessageRequest extends Request {
  readonly messageId: LineId;
}

/** Milliseconds: it counts as having happened when the conversation was read, which must not be long ago. */
const deadlineMs = 2_000;

export interface OnMessage extends Origin {
  readonly conversationId: ConversationId;
  readonly messageId: LineId;
  /** ISO 8601, UTC, milliseconds. */
  readonly at: string;
}

/**
 * Has a request decided on a message's own stream, by who may do what in its conversation, whose tail is read first.
 * What else the rule needs is read between, given what the conversation says.
 */
export async function decideOnMessage<More extends object>(
  context: Pick<CommandContext, "store" | "codec" | "conversations" | "messages">,
  request: MessageRequest,
  {
    more,
    decide,
  }: {
    readonly more?: (origin: Origin) => Promise<More>;
    readonly decide: (message: Message, on: OnMessage & Partial<More>) => Decision<MessageEvent>;
  },
): Promise<Outcome<MessageEvent>> {
  const { messageId } = request;
  const { conversationId } = placeOf(messageId);
  const line = await findLine(context, messageId);
  const { state: conversation } = await context.conversations.current(conversationStream(conversationId));
  const rest: Partial<More> = more ? await more({ line, conversation }) : {};
  return context.messages.handle({
    ...causeOf(request),
    stream: messageStream(messageId),
    deadline: deadlineMs,
    decide: (message, { at }) => decide(message, { ...rest, line, conversation, conversationId, messageId, at }),
  });
}

function placeOf(id: LineId): { readonly conversationId: ConversationId } {
  const place = locate(id);
  if (!place) throw new TypeError("That is no line's id.");
  return place;
}
