import type { InboxEvent } from "../domain/inbox/events.ts";
import { hideConversation as decide } from "../domain/inbox/hide.ts";
import type { CommandContext } from "./context.ts";
import { decideOnInbox } from "./decide-on-inbox.ts";
import type { Outcome } from "./deciding/command.ts";
import type { ConversationRequest } from "./request.ts";

/** Deletes a direct conversation for oneself. */
export async function hideConversation(
  context: CommandContext,
  request: ConversationRequest,
): Promise<Outcome<InboxEvent>> {
  return decideOnInbox(context, request, (inbox, known) => decide(request, inbox, known));
}
