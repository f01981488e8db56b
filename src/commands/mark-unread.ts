import type { InboxEvent } from "../domain/inbox/events.ts";
import { markUnread as decide, type MarkUnread } from "../domain/inbox/mark-unread.ts";
import type { CommandContext } from "./context.ts";
import { decideOnInbox } from "./decide-on-inbox.ts";
import type { Outcome } from "./deciding/command.ts";
import type { ConversationRequest } from "./request.ts";

/** What was read before it is written first: it would take the mark away afterwards. */
export async function markUnread(
  context: CommandContext,
  request: ConversationRequest & MarkUnread,
): Promise<Outcome<InboxEvent>> {
  await context.markers.flush(request);
  return decideOnInbox(context, request, (inbox, known) => decide(request, inbox, known));
}
