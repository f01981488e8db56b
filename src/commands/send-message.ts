import { sendMessage as decide, type SendContext } from "../domain/conversation/send.ts";
import type { ConversationEvent } from "../domain/conversation/events.ts";
import type { LineId } from "../domain/ids.ts";
import type { CommandContext } from "./context.ts";
import { decideOn } from "./decide-on.ts";
import type { Outcome } from "./deciding/command.ts";
import { findLine } from "./find-line.ts";
import type { ConversationRequest } from "./request.ts";

export interface SendMessageRequest extends ConversationRequest {
  readonly content: string;
  readonly replyToId?: LineId;
}

export async function sendMessage(
  context: CommandContext,
  request: SendMessageRequest,
): Promise<Outcome<ConversationEvent>> {
  const replyTo = await quoted(context, request.replyToId);
  return decideOn(context, request, (conversation) => decide(request, conversation, { replyTo }));
}

async function quoted(context: CommandContext, id: LineId | undefined): Promise<SendContext["replyTo"]> {
  const line = id === undefined ? null : await findLine(context, id);
  return line && { sequence: line.data.sequence, type: line.type };
}
