import type { CommandContext } from "../../commands/context.ts";
import { conversationStream } from "../../commands/streams.ts";
import type { Conversation } from "../../domain/conversation/conversation.ts";
import type { ConversationId } from "../../domain/ids.ts";

/** A conversation as it is kept here, moments behind the log at most; where that is not enough, as the log has it now. */
export async function conversationNow(
  { conversations }: Pick<CommandContext, "conversations">,
  id: ConversationId,
  isEnough: (conversation: Conversation) => boolean,
): Promise<Conversation> {
  const stream = conversationStream(id);
  const { state } = await conversations.known(stream);
  return isEnough(state) ? state : (await conversations.current(stream)).state;
}
