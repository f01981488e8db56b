import type { ConversationEvent } from "../domain/conversation/events.ts";
import { pinMessage as decide, unpinMessage as decideUnpinning, type PinnedLine } from "../domain/conversation/pin.ts";
import type { LineId } from "../domain/ids.ts";
import { isBlockedIn } from "./blocked-in.ts";
import type { CommandContext } from "./context.ts";
import { decideOn } from "./decide-on.ts";
import type { Outcome } from "./deciding/command.ts";
import { findLine } from "./find-line.ts";
import { freePin, type PinRequest } from "./free-pin.ts";
import { conversationStream, messageStream } from "./streams.ts";

/** A message that is deleted just then holds no pin either: it is looked at again behind the pinning. */
export async function pinMessage(context: CommandContext, request: PinRequest): Promise<Outcome<ConversationEvent>> {
  const { actor, conversationId } = request;
  const line = await lineOf(context, request.messageId);
  const { state } = await context.conversations.known(conversationStream(conversationId));
  const isBlocked = await isBlockedIn(context, state, { actor, read: "known" });
  const outcome = await decideOn(context, request, (conversation, { at }) => {
    return decide(request, conversation, { at, line, isBlocked });
  });
  const isPinned = outcome.kind === "done" && outcome.events.length > 0;
  if (isPinned && (await isDeleted(context, request.messageId))) {
    const { key: _, ...cause } = request;
    await freePin(context, cause);
  }
  return outcome;
}

export async function unpinMessage(context: CommandContext, request: PinRequest): Promise<Outcome<ConversationEvent>> {
  const line = await lineOf(context, request.messageId);
  return decideOn(context, request, (conversation, { at }) => decideUnpinning(request, conversation, { at, line }));
}

async function lineOf(context: CommandContext, id: LineId): Promise<PinnedLine | null> {
  const line = await findLine(context, id);
  return line && { sequence: line.data.sequence, type: line.type, isDeleted: await isDeleted(context, id) };
}

async function isDeleted({ messages }: CommandContext, id: LineId): Promise<boolean> {
  return (await messages.current(messageStream(id))).state.deleted !== null;
}
