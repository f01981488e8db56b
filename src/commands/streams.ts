import type { ConversationId, UserId } from "../domain/ids.ts";

const conversationPrefix = "conversation-";

/** The streams that commands write to, by name. */
export const conversationStream = (id: ConversationId): string => `${conversationPrefix}${id}`;
export const userStream = (id: UserId): string => `user-${id}`;
export const inboxStream = (conversation: ConversationId, user: UserId): string => `inbox-${conversation}-${user}`;

/** The conversation whose own stream this is; null for other streams. */
export function conversationOf(stream: string): string | null {
  return stream.startsWith(conversationPrefix) ? stream.slice(conversationPrefix.length) : null;
}
