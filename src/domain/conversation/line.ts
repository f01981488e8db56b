import type { ConversationId, UserId } from "../ids.ts";
import { saidAt, type Recorded } from "../recorded.ts";
import type { LineEvent } from "./events.ts";

/** A line of a conversation, wherever it was read: from its event in the log, or from a row of a read model. */
export interface Line {
  readonly conversationId: ConversationId;
  /** Of its event; with the conversation it makes the line's id. */
  readonly revision: number;
  readonly position: bigint;
  /** With its words as they are now. They are null once their owner was erased, or the message was deleted. */
  readonly event: LineEvent;
  readonly actor: UserId;
  /** When it was said: of an imported line, where it came from. ISO 8601, UTC, milliseconds. */
  readonly createdAt: string;
  /** The key that its sender's client gave it. */
  readonly clientMessageId: string | null;
  /** The line that it replies to, as it is now; null where there is none. */
  readonly quote: Line | null;
  /** What became of it since it was said. */
  readonly since: Since;
}

export interface Since {
  /** How its words were changed last; null: never. */
  readonly edited: Edit | null;
  readonly deleted: Deletion | null;
  /** In the order of the first of each emoji. */
  readonly reactions: readonly Reaction[];
  readonly isPinned: boolean;
  readonly linkPreview: LinkPreview | null;
}

/** Of the first URL in its words. */
export interface LinkPreview {
  readonly url: string;
  readonly title: string;
  readonly description: string | null;
  /** An absolute URL. */
  readonly image: string | null;
  /** Its place in the log; null where nobody asked for it. */
  readonly position: bigint | null;
}

export interface Edit {
  /** ISO 8601, UTC, milliseconds. */
  readonly at: string;
  /** Its place in the log: whoever may not read that far is not to be told. Null where nobody asked for it. */
  readonly position: bigint | null;
}

export interface Deletion {
  readonly by: UserId;
  readonly at: string;
}

/** So many people are named with each emoji. */
export const namedWithEmoji = 20;

export interface Reaction {
  readonly emoji: string;
  readonly count: number;
  /** The first of them, in their order. */
  readonly userIds: readonly UserId[];
  /** Whether it is one of whoever asks; false where nobody in particular does. */
  readonly isMine: boolean;
}

export const untouched: Since = { edited: null, deleted: null, reactions: [], isPinned: false, linkPreview: null };

/** As its event says it, which does not say what it replies to but by id. */
export function lineOf(
  conversationId: ConversationId,
  event: Recorded<LineEvent> & { readonly position: bigint },
): Line {
  const { revision, position, actor, key } = event;
  const said = { createdAt: saidAt(event), clientMessageId: key?.name ?? null };
  return { conversationId, revision, position, event, actor, ...said, quote: null, since: untouched };
}
