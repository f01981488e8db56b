import type { Conversation } from "../wire/shapes.ts";
import { entry } from "./maps.ts";
import type { State } from "./state.ts";

/** I have read up to there, here or on another device; the marker never goes back. */
export function withRead(state: State, id: string, sequence: number): State {
  const conversation = state.conversations.get(id);
  if (!conversation || (sequence <= conversation.my_last_read_sequence && conversation.unread_from === null))
    return state;
  const left = leftAfter(state, conversation, sequence);
  const next = {
    ...conversation,
    my_last_read_sequence: Math.max(sequence, conversation.my_last_read_sequence),
    unread_from: null,
    ...left,
  };
  const stale = left ? state.stale : new Set([...state.stale, id]);
  return { ...state, stale, conversations: entry(state.conversations, id, next) };
}

/** What is unread after it, as far as the lines are here to be counted; null where they are not. */
function leftAfter(
  { histories, me }: State,
  conversation: Conversation,
  sequence: number,
): Pick<Conversation, "unread_count" | "mention_count"> | null {
  if (sequence >= conversation.last_sequence) return { unread_count: 0, mention_count: 0 };
  const history = histories.get(conversation.id);
  const first = history?.lines[0];
  if (!history || history.hasAfter || !first || first.sequence > sequence + 1) return null;
  const left = history.lines.filter(
    (line) => line.sequence > sequence && line.message_type !== "system" && line.sender_id !== me?.id,
  );
  const mentions = left.filter((line) => line.mentions_all || (me && line.mentions.includes(me.id)));
  return { unread_count: left.length, mention_count: mentions.length };
}
