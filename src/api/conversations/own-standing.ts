import { conversationStream, inboxStream } from "../../commands/streams.ts";
import type { ConversationId, UserId } from "../../domain/ids.ts";
import { standingOf, type Standing } from "../../domain/inbox/standing.ts";
import type { Api } from "../parts.ts";

/** What a member has set for themselves, by the log: their own commands show in it at once. */
export async function ownStanding(
  { commands }: Api,
  { actor, conversationId }: { readonly actor: UserId; readonly conversationId: ConversationId },
): Promise<Standing> {
  const { state: inbox } = await commands.inboxes.known(inboxStream(conversationId, actor));
  const { state: conversation } = await commands.conversations.known(conversationStream(conversationId));
  return standingOf(inbox, conversation, actor);
}
