import { conversations } from "../conversation/decider.ts";
import type { ConversationEvent, LineEvent, Words } from "../conversation/events.ts";
import type { Conversation } from "../conversation/conversation.ts";
import { ada, here, line } from "../conversation/spec-language.ts";
import type { Decision } from "../decision.ts";
import type { UserId } from "../ids.ts";
import { givenFor, recorded, stateAfter, type Told } from "../spec-language.ts";
import { messages } from "./decider.ts";
import { deleteMessage } from "./delete.ts";
import { editMessage, type EditWindows } from "./edit.ts";
import { usualReactions, type AllowedReactions } from "./emoji.ts";
import type { LinkPreviewAttached, LinkPreviewRemoved, MessageEvent } from "./events.ts";
import { attachPreview, removePreview, type PageWords } from "./link-preview.ts";
import type { Message } from "./message.ts";
import type { Origin, OriginLine } from "./origin.ts";
import { react, takeBackReactions } from "./react.ts";
import type { SaidWords } from "./words.ts";

/** The words of the specs of what becomes of a message. */
export const given = givenFor(messages);

type Past = Told<Message, MessageEvent>;
type Ask = (message: Message) => Decision<MessageEvent>;
type InConversation = readonly Told<Conversation, ConversationEvent>[];

const hour: EditWindows = { direct: 3_600, group: 3_600, room: 3_600, incident: 60 };
const about = { conversationId: here, messageId: line(1) };

/** The second event of this history, said at noon, and what the conversation is by now. */
export function originIn(...past: InConversation): Origin {
  const conversation = stateAfter(conversations, past);
  const told = past[1]?.(stateAfter(conversations, past.slice(0, 1)));
  return { conversation, line: told ? (recorded(told, 0) as OriginLine & LineEvent) : null };
}

// What happened.

export const edited =
  (content: string, words: Omit<Words, "content"> = {}): Past =>
  () => ({ type: "MessageEdited", data: { ...about, editedBy: ada, content, ...words } });

export const deletedBy =
  (who: UserId, reason?: string): Past =>
  () => ({ type: "MessageDeleted", data: { ...about, deletedBy: who, ...(reason !== undefined && { reason }) } });

export const reacted =
  (emoji: string, { by }: { by: UserId }): Past =>
  () => ({ type: "ReactionAdded", data: { ...about, userId: by, emoji } });

export const tookBack =
  (emoji: string, { by }: { by: UserId }): Past =>
  () => ({ type: "ReactionRemoved", data: { ...about, userId: by, emoji } });

export const previewed =
  (url: string, more: Partial<LinkPreviewAttached> = {}): Past =>
  () => ({ type: "LinkPreviewAttached", data: { ...about, authorId: ada, url, title: "Lunch", ...more } });

export const previewGone =
  (who: UserId, because: LinkPreviewRemoved["because"]): Past =>
  () => ({ type: "LinkPreviewRemoved", data: { ...about, removedBy: who, because } });

// What is asked for, of the message in a conversation.

interface Asked {
  readonly by: UserId;
  readonly in: Origin;
  /** ISO 8601, UTC, milliseconds. */
  readonly at?: string;
}

/** Half an hour after it was said. */
const halfPast = "2026-11-30T12:30:00.000Z";

interface EditSetting {
  readonly windows?: EditWindows;
  readonly isBlocked?: boolean;
}

export const edit =
  (
    words: string | SaidWords,
    { by, in: origin, at = halfPast, windows = hour, isBlocked = false }: Asked & EditSetting,
  ): Ask =>
  (message) => {
    const said = typeof words === "string" ? { content: words } : words;
    return editMessage({ actor: by, ...about, ...said }, message, { ...origin, at, windows, isBlocked });
  };

export const remove =
  ({ by, in: origin, reason }: Asked & { readonly reason?: string }): Ask =>
  (message) =>
    deleteMessage({ actor: by, ...about, ...(reason !== undefined && { reason }) }, message, origin);

export const reactWith =
  (
    emoji: string,
    { by, in: origin, at = halfPast, allowed = usualReactions }: Asked & { readonly allowed?: AllowedReactions },
  ): Ask =>
  (message) =>
    react({ actor: by, ...about, emoji }, message, { ...origin, at, allowed });

export const takeBack =
  ({ by, in: origin, emoji }: Asked & { readonly emoji?: string }): Ask =>
  (message) =>
    takeBackReactions({ actor: by, ...about, ...(emoji !== undefined && { emoji }) }, message, origin);

export const attach =
  (url: string, { in: origin, ...words }: Pick<Asked, "in"> & Partial<PageWords>): Ask =>
  (message) =>
    attachPreview({ ...about, url, title: "Lunch", description: null, image: null, ...words }, message, origin);

export const removePreviewOf =
  ({ by, in: origin }: Asked): Ask =>
  (message) =>
    removePreview({ actor: by, ...about }, message, origin);
