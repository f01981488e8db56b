import type { Head } from "../domain/conversation/head.ts";
import type { Words as Said } from "../domain/conversation/events.ts";
import type { Line } from "../domain/conversation/line.ts";
import type { People } from "../domain/user/people.ts";
import type { ConversationId, LineId } from "../domain/ids.ts";
import { lineId } from "../domain/ids.ts";
import type { Epoch, Position } from "../event-store/port.ts";
import { withoutWords } from "../domain/message/line-now.ts";
import { conversationJson } from "../wire/conversation.ts";
import { linkPreviewJson, messageJson, shownWords } from "../wire/message.ts";
import { displayNameOf, userJson } from "../wire/people.ts";
import { positionText, streamIdText } from "../wire/position.ts";
import type { StreamEvent } from "../wire/told.ts";
import type { Telling } from "./telling.ts";

/** A stream event with its words, as clients have it. */
export interface Message {
  readonly event: string;
  readonly id: string;
  readonly data: object;
  /**
   * How new a conversation's words in it are. Whoever is told must not have left before; 0 where there are none but those
   * of the event itself.
   */
  readonly asOf: Position;
}

/** All that a page of tellings is told with. */
export interface Words {
  readonly epoch: Epoch;
  readonly people: People;
  readonly lines: ReadonlyMap<LineId, Line>;
  readonly heads: ReadonlyMap<ConversationId, Head>;
  /** Conversations in which whoever joined later is not told words from before. */
  readonly guarded: ReadonlySet<ConversationId>;
  /** By their revisions in their stream. */
  readonly announcements: ReadonlyMap<number, string>;
}

/** Null where it is about what is not there any more. */
export function toldAs({ place, what, occurredAt, edit }: Telling, words: Words): Message | null {
  const told = dataOf(what, { ...words, occurredAt, edit });
  if (!told) return null;
  const { epoch } = words;
  const common = { position: positionText({ epoch, position: place.position }), occurred_at: occurredAt };
  const id = streamIdText({ epoch, ...place });
  return { event: what.event, id, data: { ...common, ...told }, asOf: newestWordsIn(what, words) };
}

interface AtHand extends Words {
  readonly occurredAt: string;
  readonly edit: Said | null;
}

function dataOf(what: StreamEvent, words: AtHand): object | null {
  switch (what.event) {
    case "new_message": {
      const line = words.lines.get(idOfLine(what));
      if (!line) return null;
      const told = words.guarded.has(line.conversationId) ? withQuoteWithheld(line) : line;
      return { conversation_id: what.conversation_id, message: messageJson(told, words) };
    }
    case "conversation_created":
    case "conversation_updated": {
      const head = headOf(what, words);
      return head ? { conversation_id: head.id, conversation: conversationJson(head, words.people) } : null;
    }
    case "conversation_deleted":
      return { conversation_id: what.conversation_id };
    case "member_added":
    case "member_updated":
    case "member_removed": {
      const { conversation_id, user_id, role, by } = what;
      const muted = what.event === "member_updated" && what.muted_until !== undefined;
      return { conversation_id, user_id, role, by, ...(muted && { muted_until: what.muted_until }) };
    }
    case "message_read":
      return { ...markerOf(what), read_at: words.occurredAt };
    case "message_delivered":
      return { ...markerOf(what), delivered_at: words.occurredAt };
    case "message_edited":
      return editedAs(what, words);
    case "message_deleted": {
      const { conversation_id, message_id, deleted_by } = what;
      return { conversation_id, message_id, deleted_by, deleted_at: words.occurredAt };
    }
    case "message_pinned":
    case "message_unpinned": {
      const { conversation_id, message_id, pinned_by } = what;
      return { conversation_id, message_id, pinned_by };
    }
    case "reaction": {
      const { conversation_id, message_id, user_id, emoji, action } = what;
      return { conversation_id, message_id, user_id, emoji, action };
    }
    case "link_preview":
      return previewAs(what, words);
    case "user_updated":
      return { user_id: what.user_id, user: userJson(words.people, what.user_id) };
    case "announcement":
      return announcementAs(what, words);
    case "settings_changed":
      return { ...(what.conversation_id && { conversation_id: what.conversation_id }), settings: what.settings };
  }
}

function announcementAs(
  { announcement_id, by, revision }: Extract<StreamEvent, { event: "announcement" }>,
  { announcements, people }: Words,
): object | null {
  const text = announcements.get(revision);
  return text === undefined ? null : { announcement_id, by, by_display_name: displayNameOf(people, by), text };
}

/** As the event says it, or with the words of now. Of what was deleted since there are none. */
function editedAs(
  { conversation_id, message_id }: Extract<StreamEvent, { event: "message_edited" }>,
  { edit, lines, guarded, occurredAt }: AtHand,
): object | null {
  const event = lines.get(message_id)?.event;
  const said = edit ?? (event?.type === "MessageSent" ? event.data : null);
  if (!said) return null;
  const { content, content_type } = shownWords(said);
  const edited = guarded.has(conversation_id)
    ? { new_content: null, content_type, mentions: [], mentions_all: false }
    : { new_content: content, content_type, mentions: said.mentions ?? [], mentions_all: said.mentionsAll ?? false };
  return { conversation_id, message_id, ...edited, edited_at: occurredAt };
}

/** As it is now, whatever it was then. Where not everybody may read it, it is left to whoever may. */
function previewAs(
  { conversation_id, message_id }: Extract<StreamEvent, { event: "link_preview" }>,
  { lines, guarded }: AtHand,
): object | null {
  const line = lines.get(message_id);
  if (!line) return null;
  const preview = linkPreviewJson(line);
  const about = { conversation_id, message_id };
  return preview && guarded.has(conversation_id) ? about : { ...about, link_preview: preview };
}

/** How new the newest words in it are that need not be those of the event itself. */
function newestWordsIn(what: StreamEvent, words: Words): Position {
  const head = headOf(what, words);
  if (head) return newestOf(head.lastLine, head.lastLine?.position ?? 0n);
  if (what.event === "new_message") return newestOf(words.lines.get(idOfLine(what)) ?? null, 0n);
  return what.event === "message_edited" || what.event === "link_preview"
    ? newestOf(words.lines.get(what.message_id) ?? null, 0n)
    : 0n;
}

function newestOf(line: Line | null, sofar: Position): Position {
  if (!line) return sofar;
  const { edited, linkPreview } = line.since;
  const newest = [edited?.position ?? 0n, linkPreview?.position ?? 0n].reduce((a, b) => (a > b ? a : b), sofar);
  return newestOf(line.quote, newest);
}

/** The bytes are the same for all: what is quoted is named, and its words are left to whoever may read them. */
function withQuoteWithheld(line: Line): Line {
  const { quote } = line;
  if (!quote) return line;
  const { event } = quote;
  if (event.type !== "MessageSent") return { ...line, quote: null };
  return { ...line, quote: { ...quote, event: { ...event, data: withoutWords(event.data) } } };
}

export function idOfLine(what: Extract<StreamEvent, { event: "new_message" }>): LineId {
  return lineId({ conversationId: what.conversation_id, revision: what.revision });
}

function headOf(what: StreamEvent, { heads }: Words): Head | null {
  if (what.event !== "conversation_created" && what.event !== "conversation_updated") return null;
  return heads.get(what.conversation_id) ?? null;
}

function markerOf({ conversation_id, user_id, sequence }: Extract<StreamEvent, { sequence: number }>): object {
  return { conversation_id, user_id, sequence };
}
