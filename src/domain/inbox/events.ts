import type { DomainEvent } from "../decision.ts";
import type { ConversationId, UserId } from "../ids.ts";

/** What happens in the stream `inbox-<conversation>-<user>`. */
export type InboxEvent =
  | DomainEvent<"MarkersAdvanced", MarkersAdvanced>
  | DomainEvent<"MarkedUnread", MarkedUnread>
  | DomainEvent<"UnreadMarkCleared", OfInbox>
  | DomainEvent<"InboxSettingsChanged", InboxSettingsChanged>
  | DomainEvent<"ConversationHidden", ConversationHidden>;

/** What of a conversation a member is notified of. */
export const notifyLevels = ["all", "mentions", "none"] as const;
export type NotifyLevel = (typeof notifyLevels)[number];

export interface OfInbox {
  readonly conversationId: ConversationId;
  readonly userId: UserId;
}

/** Those of a member's markers that moved, and where they stand now: sequences of lines. */
export interface MarkersAdvanced extends OfInbox {
  readonly readTo?: number;
  readonly deliveredTo?: number;
  /** Where the conversation is too large for everybody to be told, it is only for the member's own devices. */
  readonly toldTo: "members" | "self";
}

/** Private, and without an effect on what others know to be read. Reading takes it away. */
export interface MarkedUnread extends OfInbox {
  /** The sequence of the first line that is to be unread. */
  readonly from: number;
  /** The conversation's last line then: it tells the stay in which it was marked. */
  readonly upTo: number;
}

/** What is absent stays as it was. */
export interface InboxSettingsChanged extends OfInbox {
  readonly isMuted?: boolean;
  readonly notify?: NotifyLevel;
  readonly isArchived?: boolean;
  /** The conversation's last line then: one after it brings the archived conversation back, unless it is muted. */
  readonly upTo: number;
}

/** A direct conversation that its member deleted for themselves: a line after `upTo` brings it back. */
export interface ConversationHidden extends OfInbox {
  readonly upTo: number;
}
