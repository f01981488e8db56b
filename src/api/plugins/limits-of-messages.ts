import { conversationStream } from "../../commands/streams.ts";
import { isMember } from "../../domain/conversation/access.ts";
import type { ConversationId, UserId } from "../../domain/ids.ts";
import type { Api } from "../parts.ts";
import { spend } from "./limits.ts";

export interface CountedMessage {
  readonly actor: UserId;
  readonly conversationId: ConversationId;
  readonly content: string;
}

/**
 * Counts a message in its conversation, and its words. Strangers are not counted: they are to use up nobody's tokens,
 * and to be told nothing, and what they send is refused anyway.
 * @throws RateLimited
 */
export async function countMessage(
  api: Pick<Api, "commands" | "limits">,
  { actor, conversationId, content }: CountedMessage,
): Promise<void> {
  const { state } = await api.commands.conversations.known(conversationStream(conversationId));
  if (!isMember(state, actor)) return;
  await spend(api, [
    { action: "room", subject: conversationId },
    { action: "sameText", subject: api.limits.digest(actor, conversationId, content) },
  ]);
}
