import { namedWithEmoji, type Line, type LinkPreview, type Reaction, type Since } from "../conversation/line.ts";
import type { MessageSent } from "../conversation/events.ts";
import type { UserId } from "../ids.ts";
import type { Message, OneReaction } from "./message.ts";

export interface LooksOn {
  readonly isPinned?: boolean;
  /** Whose reactions are marked as theirs. */
  readonly viewer?: UserId;
  /** Where in the log it was edited last. */
  readonly editedPosition?: bigint | null;
  /** Where in the log it was given its preview. */
  readonly previewPosition?: bigint | null;
}

/** A line as its event said it, and what became of it: as it is now. Of a deleted message no words are left. */
export function lineNow(
  line: Line,
  message: Message,
  { isPinned = false, viewer, editedPosition = null, previewPosition = null }: LooksOn = {},
): Line {
  const { event } = line;
  if (event.type !== "MessageSent") return line;
  const { edited, deleted } = message;
  const reactions = reactionsOf(message, viewer);
  const changed = edited && { at: edited.at, position: editedPosition };
  const hasWords = (edited ?? event.data).content !== null;
  const linkPreview = hasWords ? previewOf(message, previewPosition) : null;
  const since: Since = { edited: changed, deleted, reactions, isPinned, linkPreview };
  if (deleted) return { ...line, event: { ...event, data: withoutWords(event.data) }, since };
  if (!edited) return { ...line, since };
  const { at: _at, revision: _revision, ...words } = edited;
  const { content: _was, html: _html, mentions: _mentions, mentionsAll: _all, ...rest } = event.data;
  return { ...line, event: { ...event, data: { ...rest, ...words } }, since };
}

/** Erased words are none. */
function previewOf({ preview }: Message, position: bigint | null): LinkPreview | null {
  if (!preview || preview.url === null || preview.title === null) return null;
  const { url, title, description = null, image = null } = preview;
  return { url, title, description, image, position };
}

/** What a deleted message still says: its place, and what it was. */
export function withoutWords({ sequence, senderId, messageType, replyToId }: MessageSent): MessageSent {
  return {
    sequence,
    senderId,
    content: null,
    ...(messageType && { messageType }),
    ...(replyToId && { replyToId }),
  };
}

/** By emoji, in the order of the first of each. */
export function reactionsOf(message: Message, viewer?: UserId): readonly Reaction[] {
  if (message.reactions.size === 0) return [];
  const all = [...message.reactions].map(([, one]) => one).toSorted((a, b) => a.revision - b.revision);
  return [...Map.groupBy(all, ({ emoji }) => emoji)].map(([emoji, those]) => together(emoji, those, viewer));
}

function together(emoji: string, those: readonly OneReaction[], viewer: UserId | undefined): Reaction {
  return {
    emoji,
    count: those.length,
    userIds: those.slice(0, namedWithEmoji).map(({ userId }) => userId),
    isMine: those.some(({ userId }) => userId === viewer),
  };
}
