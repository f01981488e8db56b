import type { ConversationEvent } from "../domain/conversation/events.ts";
import { joinConversation as decide } from "../domain/conversation/join.ts";
import type { CommandContext } from "./context.ts";
import { decideOn } from "./decide-on.ts";
import type { Outcome } from "./deciding/command.ts";
import { handOverFromDisabled } from "./hand-over-from-disabled.ts";
import type { ConversationRequest } from "./request.ts";
import { conversationStream } from "./streams.ts";

/** A room whose owner's account is disabled, and which nobody was there to take over, is theirs. */
export async function joinConversation(
  context: CommandContext,
  request: ConversationRequest,
): Promise<Outcome<ConversationEvent>> {
  const outcome = await decideOn(context, request, (conversation) => decide(request, conversation));
  const { conversationId } = request;
  if (outcome.kind === "done" && outcome.events.length > 0) {
    const { state } = await context.conversations.known(conversationStream(conversationId));
    for (const actor of state.owners) await handOverFromDisabled(context, { actor, conversationId });
  }
  return outcome;
}
