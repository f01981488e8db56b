import type { Words } from "../conversation/events.ts";
import type { Deletion } from "../conversation/line.ts";
import type { UserId } from "../ids.ts";
import { noKeyedEvents, type KeyedEvents } from "../keyed-events.ts";
import { PersistentMap } from "../persistent-map.ts";
import type { LinkPreviewAttached } from "./events.ts";

/** What became of one message since it was sent: the state of its own stream, in which it was not sent itself. */
export interface Message {
  /** What it says since it was edited last; null where it never was. */
  readonly edited: Edited | null;
  /** Nothing happens to it afterwards. */
  readonly deleted: Deletion | null;
  /** By person and emoji. */
  readonly reactions: PersistentMap<string, OneReaction>;
  /** Emojis, each with how many reacted so. */
  readonly emojis: ReadonlyMap<string, number>;
  /** Of the first URL that it has now; null where there is none, or none yet. */
  readonly preview: AttachedPreview | null;
  /** Its author removed one. */
  readonly isPreviewUnwanted: boolean;
  /** Of the last event; -1 before the first. */
  readonly revision: number;
  readonly lastAt: string | null;
  readonly keyed: KeyedEvents;
}

export interface Edited extends Words {
  /** ISO 8601, UTC, milliseconds. */
  readonly at: string;
  /** Of its event. */
  readonly revision: number;
}

export interface AttachedPreview extends Pick<LinkPreviewAttached, "url" | "title" | "description" | "image"> {
  /** Of its event. */
  readonly revision: number;
}

export interface OneReaction {
  readonly userId: UserId;
  readonly emoji: string;
  /** Of its event: tells which came first. */
  readonly revision: number;
}

export const initialState: Message = {
  edited: null,
  deleted: null,
  reactions: PersistentMap.of(),
  emojis: new Map(),
  preview: null,
  isPreviewUnwanted: false,
  revision: -1,
  lastAt: null,
  keyed: noKeyedEvents,
};

export function hasReacted(message: Message, userId: UserId, emoji: string): boolean {
  return message.reactions.has(reactionKey(userId, emoji));
}

/** Ids hold no blanks. */
export const reactionKey = (userId: UserId, emoji: string): string => `${userId} ${emoji}`;
