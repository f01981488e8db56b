import type { ConversationId, UserId } from "../domain/ids.ts";

/** The streams that commands write to, by name. */
export const conversationStream = (id: ConversationId): string => `conversation-${id}`;
export const userStream = (id: UserId): string => `user-${id}`;
export const inboxStream = (conversation: ConversationId, user: UserId): string => `inbox-${conversation}-${user}`;
