import type { Message } from "../wire/shapes.ts";
import { withNewLine } from "./heads.ts";
import { withChanged, withLine } from "./history.ts";
import { entry } from "./maps.ts";
import type { State } from "./state.ts";

/** A line, whoever brings it first: the answer to what was sent, or the stream. The second time it changes nothing. */
export function withNewMessage(state: State, line: Message): State {
  const { conversation_id: id } = line;
  const known = state.histories.get(id);
  const conversation = state.conversations.get(id);
  const settled = settleAll(state, [line]);
  const histories = known ? entry(settled.histories, id, withLine(known, line)) : settled.histories;
  if (!conversation) return { ...settled, histories, stale: new Set([...settled.stale, id]) };
  const next = withNewLine(conversation, line, state.me?.id ?? null);
  return { ...settled, histories, conversations: entry(settled.conversations, id, next) };
}

/** What was written here and has arrived is no longer on its way. */
export function settleAll(state: State, lines: readonly Message[]): State {
  if (state.outgoing.length === 0) return state;
  const arrived = new Set(
    lines.filter((line) => line.sender_id === state.me?.id).map((line) => line.client_message_id),
  );
  const outgoing = state.outgoing.filter(({ key }) => !arrived.has(key));
  return outgoing.length === state.outgoing.length ? state : { ...state, outgoing };
}

export interface LineChange {
  readonly conversationId: string;
  readonly id: string;
  readonly change: (line: Message) => Message;
}

export function inHistory(state: State, { conversationId, id, change }: LineChange): State {
  const history = state.histories.get(conversationId);
  if (!history) return state;
  const next = withChanged(history, id, change);
  return next === history ? state : { ...state, histories: entry(state.histories, conversationId, next) };
}
