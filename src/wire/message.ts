import type { Line } from "../domain/conversation/line.ts";
import type { People } from "../domain/user/people.ts";
import type { ConversationId, LineId, UserId } from "../domain/ids.ts";
import { lineId } from "../domain/ids.ts";
import { displayNameOf } from "./people.ts";
import { positionText } from "./position.ts";
import { peopleInSystemLine, systemLine } from "./system-line.ts";

/** A line as everybody sees it: nothing in it depends on who looks, so that the stream's bytes are the same for all. */
export interface MessageJson {
  readonly id: LineId;
  readonly conversation_id: ConversationId;
  readonly sequence: number;
  readonly sender_id: UserId;
  readonly sender_display_name: string;
  readonly sender_username: string;
  readonly message_type: "text" | "system";
  readonly content: string;
  readonly content_type: "text" | "html";
  readonly data: Readonly<Record<string, unknown>> | null;
  readonly mentions: readonly UserId[];
  readonly mentions_all: boolean;
  readonly reply_to: QuoteJson | null;
  readonly forwarded_from: null;
  readonly attachments: readonly never[];
  readonly reactions: readonly never[];
  readonly is_pinned: boolean;
  readonly is_edited: boolean;
  readonly edited_at: string | null;
  readonly is_deleted: boolean;
  readonly deleted_at: string | null;
  readonly deleted_by: UserId | null;
  readonly link_preview: null;
  readonly client_message_id: string | null;
  readonly position: string;
  readonly created_at: string;
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
  const { conversationId, actor, event, quote } = line;
  return {
    id: lineId(line),
    conversation_id: conversationId,
    sequence: event.data.sequence,
    sender_id: actor,
    sender_display_name: displayNameOf(people, actor),
    sender_username: people.get(actor)?.username ?? actor,
    ...contentOf(line, people),
    content_type: "text",
    mentions: [],
    mentions_all: false,
    reply_to: quote && quoteJson(quote, people),
    forwarded_from: null,
    attachments: [],
    reactions: [],
    is_pinned: false,
    is_edited: false,
    edited_at: null,
    is_deleted: false,
    deleted_at: null,
    deleted_by: null,
    link_preview: null,
    client_message_id: line.clientMessageId,
    position: positionText({ epoch, position: line.position }),
    created_at: line.createdAt,
  };
}

/** Everybody whose name the line's JSON needs. */
export function peopleIn({ actor, event, quote }: Line): readonly UserId[] {
  const named = event.type === "MessageSent" ? [] : peopleInSystemLine(event);
  return [actor, ...named, ...(quote ? peopleIn(quote) : [])];
}

/** The beginning of what a line says, on one line: for lists, quotes, notifications. */
export function previewOf(line: Line, people: People): string {
  const { content } = contentOf(line, people);
  const flat = content
    .slice(0, 4 * previewLength)
    .replaceAll(/\s+/g, " ")
    .trim();
  const characters = Array.from(flat);
  return characters.length <= previewLength ? flat : `${characters.slice(0, previewLength - 1).join("")}…`;
}

const previewLength = 120;

function contentOf(
  { event }: Line,
  people: People,
): Pick<MessageJson, "message_type" | "content"> & { data: MessageJson["data"] } {
  if (event.type === "MessageSent") return { message_type: "text", content: event.data.content ?? "", data: null };
  return { message_type: "system", ...systemLine(event, people) };
}

function quoteJson(line: Line, people: People): QuoteJson {
  return {
    id: lineId(line),
    sequence: line.event.data.sequence,
    sender_id: line.actor,
    sender_display_name: displayNameOf(people, line.actor),
    message_type: line.event.type === "MessageSent" ? "text" : "system",
    preview: previewOf(line, people),
    is_deleted: false,
  };
}
