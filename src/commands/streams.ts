import type { ConversationId, LineId, UserId } from "../domain/ids.ts";
import type { ScheduledId } from "../domain/scheduled/scheduled-id.ts";
import type { TeamId } from "../domain/team/team-id.ts";

const conversationPrefix = "conversation-";

/** The streams that commands write to, by name. */
export const conversationStream = (id: ConversationId): string => `${conversationPrefix}${id}`;
/** What becomes of a message once it is sent. */
export const messageStream = (id: LineId): string => `message-${id}`;
export const userStream = (id: UserId): string => `user-${id}`;
export const scheduledStream = (id: ScheduledId): string => `scheduled-${id}`;
/** What of a conversation is kept no longer. */
export const retentionStream = (id: ConversationId): string => `retention-${id}`;
export const teamStream = (id: TeamId): string => `team-${id}`;
/** What one auditor looked at. */
export const looksStream = (auditor: UserId): string => `audit-looks-${auditor}`;
export const holdsStream = "audit-holds";
/** The deployment's own. */
export const operationsStream = "operations";
export const inboxStream = (conversation: ConversationId, user: UserId): string => `inbox-${conversation}-${user}`;

/** The conversation whose own stream this is; null for other streams. */
export function conversationOf(stream: string): string | null {
  return stream.startsWith(conversationPrefix) ? stream.slice(conversationPrefix.length) : null;
}
