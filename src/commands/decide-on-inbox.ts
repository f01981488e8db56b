import type { Conversation } from "../domain/conversation/conversation.ts";
import type { Decision } from "../domain/decision.ts";
import type { InboxEvent } from "../domain/inbox/events.ts";
import type { Inbox } from "../domain/inbox/inbox.ts";
import type { CommandContext } from "./context.ts";
import type { Outcome } from "./deciding/command.ts";
import { causeOf, type ConversationRequest } from "./request.ts";
import { conversationStream, inboxStream } from "./streams.ts";

/** Milliseconds: it counts as having happened when the conversation was read, which must not be long ago. */
const deadlineMs = 2_000;

/** Has a request decided on the actor's own inbox. An inbox remembers no key: what is repeated changes nothing. */
export async function decideOnInbox(
  { conversations, inboxes }: Pick<CommandContext, "conversations" | "inboxes">,
  request: ConversationRequest,
  decide: (inbox: Inbox, context: { readonly conversation: Conversation }) => Decision<InboxEvent>,
): Promise<Outcome<InboxEvent>> {
  const { state: conversation } = await conversations.current(conversationStream(request.conversationId));
  const { key: _, ...cause } = causeOf(request);
  return inboxes.handle({
    ...cause,
    stream: inboxStream(request.conversationId, request.actor),
    deadline: deadlineMs,
    decide: (inbox) => decide(inbox, { conversation }),
  });
}
