import type { Message, Quote } from "../wire/shapes.ts";
import type { Told } from "../wire/told.ts";
import { gone } from "./gone.ts";
import { previewOf, withShared } from "./heads.ts";
import { withAllChanged } from "./history.ts";
import { inHistory, withNewMessage } from "./lines.ts";
import { entry, without } from "./maps.ts";
import { withDelivery, withDirectDelivery, withMarker, type Moved } from "./markers.ts";
import { withReaction } from "./reactions.ts";
import { withRead } from "./read.ts";
import type { State, Typing } from "./state.ts";

/** How long after the last sign somebody counts as typing, in milliseconds. */
const typingMs = 3_000;

/** What the stream tells, in its order. Whatever is told twice changes nothing the second time. */
export function reduceTold(state: State, told: Told, at: number): State {
  const myId = state.me?.id ?? null;
  switch (told.event) {
    case "new_message":
      return ceasesTyping(withNewMessage(state, told.message), told.conversation_id, told.message.sender_id);
    case "message_edited":
      return edited(state, told);
    case "message_deleted":
      return deleted(state, told);
    case "message_pinned":
    case "message_unpinned":
      return lineChanged(state, told, (line) => ({ ...line, is_pinned: told.event === "message_pinned" }));
    case "link_preview": {
      const { link_preview: card } = told;
      return card === undefined ? state : lineChanged(state, told, (line) => ({ ...line, link_preview: card }));
    }
    case "reaction":
      return lineChanged(state, told, (line) => withReaction(line, told, myId));
    case "message_read":
      return markerMoved(state, told.conversation_id, { ...moved(told), kind: "read", at: told.read_at });
    case "message_delivered":
      return markerMoved(state, told.conversation_id, { ...moved(told), kind: "delivered", at: told.delivered_at });
    case "conversation_created":
    case "conversation_updated": {
      const known = state.conversations.get(told.conversation_id);
      if (!known) return nowStale(state, told.conversation_id);
      const next = withShared(known, told.conversation, myId);
      return { ...state, conversations: entry(state.conversations, known.id, next) };
    }
    case "conversation_deleted":
      return gone(state, told.conversation_id);
    case "member_removed":
      return told.user_id === myId ? gone(state, told.conversation_id) : membersChanged(state, told.conversation_id);
    case "member_added":
    case "member_updated":
      return membersChanged(state, told.conversation_id);
    case "settings_changed":
      return told.conversation_id === undefined ? state : nowStale(state, told.conversation_id);
    case "draft_changed":
      return nowStale(state, told.conversation_id);
    case "user_updated":
      return { ...state, people: entry(state.people, told.user_id, told.user) };
    case "presence": {
      const { user_id, status, last_seen } = told;
      return { ...state, presence: entry(state.presence, user_id, { user_id, status, last_seen }) };
    }
    case "typing":
      return types(state, told, at);
    case "announcement":
      return state;
  }
}

function moved({ user_id, sequence }: { readonly user_id: string; readonly sequence: number }) {
  return { userId: user_id, sequence };
}

/** Its head is asked for again: what is mine in it is not in the stream. */
function nowStale(state: State, id: string): State {
  return { ...state, stale: new Set([...state.stale, id]) };
}

/** Who is in it is asked for again when somebody looks. */
function membersChanged(state: State, id: string): State {
  return { ...nowStale(state, id), members: without(state.members, id) };
}

function lineChanged(
  state: State,
  { conversation_id, message_id }: { readonly conversation_id: string; readonly message_id: string },
  change: (line: Message) => Message,
): State {
  return inHistory(state, { conversationId: conversation_id, id: message_id, change });
}

function edited(state: State, told: Extract<Told, { event: "message_edited" }>): State {
  const { conversation_id, message_id, new_content: content, content_type, mentions, mentions_all, edited_at } = told;
  if (content === null) return state;
  const words = { content, content_type, mentions, mentions_all, edited_at, is_edited: true };
  const next = lineChanged(state, told, (line) => ({ ...line, ...words }));
  const preview = previewOf({ content, content_type });
  return wherever(next, { conversation_id, message_id, quoted: (quote) => ({ ...quote, preview }), preview });
}

function deleted(state: State, told: Extract<Told, { event: "message_deleted" }>): State {
  const { conversation_id, message_id, deleted_by, deleted_at } = told;
  const emptied = { content: "", data: null, attachments: [], link_preview: null, reactions: [], is_pinned: false };
  const next = lineChanged(state, told, (line) => ({ ...line, ...emptied, is_deleted: true, deleted_by, deleted_at }));
  const quoted = (quote: Quote): Quote => ({ ...quote, preview: "", is_deleted: true });
  return wherever(next, { conversation_id, message_id, quoted, preview: "", isDeleted: true });
}

interface Elsewhere {
  readonly conversation_id: string;
  readonly message_id: string;
  readonly quoted: (quote: Quote) => Quote;
  readonly preview: string;
  readonly isDeleted?: true;
}

/** The same words in quotes and in the list. */
function wherever(state: State, { conversation_id: id, message_id, quoted, preview, isDeleted }: Elsewhere): State {
  const history = state.histories.get(id);
  const requoted = (line: Message): Message =>
    line.reply_to?.id === message_id ? { ...line, reply_to: quoted(line.reply_to) } : line;
  const histories = history ? entry(state.histories, id, withAllChanged(history, requoted)) : state.histories;
  const conversation = state.conversations.get(id);
  if (conversation?.last_message?.id !== message_id) return { ...state, histories };
  const last = { ...conversation.last_message, preview, ...(isDeleted && { is_deleted: true }) };
  return {
    ...state,
    histories,
    conversations: entry(state.conversations, id, { ...conversation, last_message: last }),
  };
}

function markerMoved(state: State, id: string, marker: Moved): State {
  const { userId, sequence, kind } = marker;
  const members = state.members.get(id);
  const next = members?.map((each) => (each.user.id === userId ? withMarker(each, marker) : each));
  const marked = next ? { ...state, members: entry(state.members, id, next) } : state;
  if (userId === state.me?.id) return kind === "read" ? withRead(marked, id, sequence) : marked;
  const conversation = marked.conversations.get(id);
  if (!conversation) return marked;
  const others = next?.filter(({ user }) => user.id !== state.me?.id);
  const told = others ? withDelivery(conversation, others) : withDirectDelivery(conversation, marker);
  return { ...marked, conversations: entry(marked.conversations, id, told) };
}

function types(state: State, told: Extract<Told, { event: "typing" }>, at: number): State {
  const { conversation_id: id, user_id: userId, user_name: name, is_typing: isTyping } = told;
  if (userId === state.me?.id) return state;
  if (!isTyping) return ceasesTyping(state, id, userId);
  const people = entry(state.typing.get(id) ?? new Map<string, Typing>(), userId, { name, until: at + typingMs });
  return { ...state, typing: entry(state.typing, id, people) };
}

function ceasesTyping(state: State, id: string, userId: string): State {
  const people = state.typing.get(id);
  if (!people?.has(userId)) return state;
  return { ...state, typing: entry(state.typing, id, without(people, userId)) };
}
