import type { MessageSent } from "../domain/conversation/events.ts";
import type { Line, Reaction } from "../domain/conversation/line.ts";
import type { People } from "../domain/user/people.ts";
import type { ConversationId, LineId, UserId } from "../domain/ids.ts";
import { lineId } from "../domain/ids.ts";
import { displayNameOf } from "./people.ts";
import { positionText } from "./position.ts";
import { previewOfText } from "./preview.ts";
import { peopleInSystemLine, systemLine } from "./system-line.ts";

export const messageTypes = ["text", "incident_data", "system"] as const;
type MessageType = (typeof messageTypes)[number];

/** A line as everybody sees it: nothing in it depends on who looks, so that the stream's bytes are the same for all. */
export interface MessageJson {
  readonly id: LineId;
  readonly conversation_id: ConversationId;
  readonly sequence: number;
  readonly sender_id: UserId;
  readonly sender_display_name: string;
  readonly sender_username: string;
  readonly message_type: MessageType;
  readonly content: string;
  readonly content_type: "text" | "html";
  readonly data: Readonly<Record<string, unknown>> | null;
  readonly mentions: readonly UserId[];
  readonly mentions_all: boolean;
  readonly reply_to: QuoteJson | null;
  readonly forwarded_from: ForwardedJson | null;
  readonly attachments: readonly never[];
  readonly reactions: readonly ReactionJson[];
  readonly is_pinned: boolean;
  readonly is_edited: boolean;
  readonly edited_at: string | null;
  readonly is_deleted: boolean;
  readonly deleted_at: string | null;
  readonly deleted_by: UserId | null;
  readonly link_preview: LinkPreviewJson | null;
  readonly client_message_id: string | null;
  readonly position: string;
  readonly created_at: string;
}

export interface ForwardedJson {
  readonly sender_display_name: string;
  readonly created_at: string;
}

export interface ReactionJson {
  readonly emoji: string;
  readonly count: number;
  /** The first 20. */
  readonly user_ids: readonly UserId[];
}

export interface LinkPreviewJson {
  readonly url: string;
  readonly title: string;
  readonly description: string | null;
  readonly image: string | null;
}

export interface QuoteJson {
  readonly id: LineId;
  readonly sequence: number;
  readonly sender_id: UserId;
  readonly sender_display_name: string;
  readonly message_type: MessageJson["message_type"];
  readonly preview: string;
  readonly is_deleted: boolean;
}

export interface MessageSources {
  readonly epoch: string;
  /** Holds at least `peopleIn` the line. */
  readonly people: People;
}

export function messageJson(line: Line, { epoch, people }: MessageSources): MessageJson {
  const { conversationId, actor, event, quote, since } = line;
  return {
    id: lineId(line),
    conversation_id: conversationId,
    sequence: event.data.sequence,
    sender_id: actor,
    sender_display_name: displayNameOf(people, actor),
    sender_username: people.get(actor)?.username ?? actor,
    ...saidIn(line, people),
    reply_to: quote && quoteJson(quote, people),
    attachments: [],
    reactions: since.reactions.map(reactionJson),
    is_pinned: since.isPinned,
    is_edited: since.edited !== null,
    edited_at: since.edited?.at ?? null,
    is_deleted: isWithoutWords(line),
    deleted_at: since.deleted?.at ?? null,
    deleted_by: since.deleted?.by ?? null,
    link_preview: linkPreviewJson(line),
    client_message_id: line.clientMessageId,
    position: positionText({ epoch, position: line.position }),
    created_at: line.createdAt,
  };
}

/** A placeholder is shown of what was deleted, and of what was erased with its author. */
export function isWithoutWords({ event, since }: Line): boolean {
  return since.deleted !== null || (event.type === "MessageSent" && event.data.content === null);
}

export function reactionJson({ emoji, count, userIds }: Reaction): ReactionJson {
  return { emoji, count, user_ids: userIds };
}

/** Its image is asked of this server, so that no other learns who reads. */
export function linkPreviewJson(line: Line): LinkPreviewJson | null {
  const { linkPreview } = line.since;
  if (!linkPreview) return null;
  const { url, title, description, image } = linkPreview;
  return { url, title, description, image: image && `/api/messages/${lineId(line)}/link-preview/image` };
}

/** Everybody whose name the line's JSON needs. */
export function peopleIn({ actor, event, quote }: Line): readonly UserId[] {
  const named = event.type === "MessageSent" ? authorIn(event.data) : peopleInSystemLine(event);
  return [actor, ...named, ...(quote ? peopleIn(quote) : [])];
}

const authorIn = ({ forwarded }: MessageSent): readonly UserId[] => (forwarded ? [forwarded.authorId] : []);

/** The beginning of what a line says, on one line: for lists, quotes, notifications. */
export function previewOf({ event }: Line, people: People): string {
  return previewOfText(event.type === "MessageSent" ? (event.data.content ?? "") : systemLine(event, people).content);
}

type Said = Pick<
  MessageJson,
  "message_type" | "content" | "content_type" | "data" | "mentions" | "mentions_all" | "forwarded_from"
>;

const nothing = { content_type: "text", data: null, mentions: [], mentions_all: false, forwarded_from: null } as const;

function saidIn({ event }: Line, people: People): Said {
  if (event.type === "MessageSent") return saidInMessage(event.data, people);
  return { ...nothing, message_type: "system", ...systemLine(event, people) };
}

/** Erased words are as empty as those of a deleted message. */
function saidInMessage(said: MessageSent, people: People): Said {
  const { messageType, forwarded, mentions, mentionsAll } = said;
  return {
    message_type: messageType ?? "text",
    ...shownWords(said),
    data: dataOf(said),
    mentions: mentions ?? [],
    mentions_all: mentionsAll ?? false,
    forwarded_from: forwarded
      ? { sender_display_name: displayNameOf(people, forwarded.authorId), created_at: forwarded.saidAt }
      : null,
  };
}

/** As it is shown: the html where there is some. */
export function shownWords({ content, html }: Pick<MessageSent, "content" | "html">): ShownWords {
  return typeof html === "string"
    ? { content: html, content_type: "html" }
    : { content: content ?? "", content_type: "text" };
}

export type ShownWords = Pick<MessageJson, "content" | "content_type">;

/** It was an object when it was sent. */
function dataOf({ data }: MessageSent): MessageJson["data"] {
  return typeof data === "string" ? (JSON.parse(data) as NonNullable<MessageJson["data"]>) : null;
}

function quoteJson(line: Line, people: People): QuoteJson {
  return {
    id: lineId(line),
    sequence: line.event.data.sequence,
    sender_id: line.actor,
    sender_display_name: displayNameOf(people, line.actor),
    message_type: messageTypeOf(line),
    preview: previewOf(line, people),
    is_deleted: line.since.deleted !== null,
  };
}

export function messageTypeOf({ event }: Line): MessageType {
  return event.type === "MessageSent" ? (event.data.messageType ?? "text") : "system";
}
