import type { ConversationId, UserId } from "../domain/ids.ts";

/** What streams tell to those who are there and nobody keeps: without an id, so that none can be missed. */
export interface TypingJson {
  readonly conversation_id: ConversationId;
  readonly user_id: UserId;
  readonly user_name: string;
  readonly is_typing: boolean;
}

export interface PresenceJson {
  readonly user_id: UserId;
  readonly status: "online" | "offline";
  /** ISO 8601; null where nobody knows, or may know. */
  readonly last_seen: string | null;
}

/** Somebody begins, goes on or ceases to write in a conversation. */
export interface TypingChange {
  readonly conversationId: ConversationId;
  readonly userId: UserId;
  readonly isTyping: boolean;
}

/** For one's own other devices. */
export interface DeviceEvent {
  readonly event: "draft_changed";
  readonly conversationId: ConversationId;
  /** The session that did it, which need not be told. */
  readonly bySession?: string;
}
