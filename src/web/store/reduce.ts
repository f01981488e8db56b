import type { Conversation, Message } from "../wire/shapes.ts";
import { keptForPages, withPageAsked, withPageSettled } from "./awaited.ts";
import type { Change } from "./change.ts";
import { gone } from "./gone.ts";
import { withPage } from "./history.ts";
import { inHistory, settleAll, withNewMessage } from "./lines.ts";
import { entry } from "./maps.ts";
import { withRead } from "./read.ts";
import type { Outgoing } from "./outgoing.ts";
import { nothingYet, type State } from "./state.ts";
import { reduceTold } from "./told.ts";

/** The one function that makes the next state; it knows neither clock nor network. */
export function reduce(state: State, change: Change): State {
  return keptForPages(changed(state, change), change);
}

function changed(state: State, change: Change): State {
  switch (change.kind) {
    case "me":
      return { ...state, me: change.me };
    case "listed":
      return listed(state, change);
    case "conversation":
      return withConversation(state, change.conversation);
    case "gone":
      return gone(state, change.conversationId);
    case "members":
      return { ...state, members: entry(state.members, change.conversationId, change.members) };
    case "page-asked":
      return withPageAsked(state, change.conversationId);
    case "page-settled":
      return withPageSettled(state, change.conversationId);
    case "history": {
      const { conversationId: id, page, side } = change;
      const history = withPage(state.histories.get(id), page, side);
      const settled = settleAll({ ...state, histories: entry(state.histories, id, history) }, history.lines);
      // Each changes nothing where the page knows of it.
      return (state.awaited.get(id)?.changes ?? []).reduce(changed, settled);
    }
    case "message":
      return withMessage(state, change.message);
    case "reactions": {
      const { conversationId, id, reactions } = change;
      return inHistory(state, { conversationId, id, change: (line) => ({ ...line, reactions }) });
    }
    case "saved": {
      const { conversationId, id, isSaved } = change;
      return inHistory(state, { conversationId, id, change: (line) => ({ ...line, is_saved: isSaved }) });
    }
    case "people":
      return { ...state, people: new Map([...state.people, ...change.people.map((each) => [each.id, each] as const)]) };
    case "presence":
      return {
        ...state,
        presence: new Map([...state.presence, ...change.presence.map((each) => [each.user_id, each] as const)]),
      };
    case "told":
      return reduceTold(state, change.told, change.at);
    case "typing-passed":
      return typingPassed(state, change.at);
    case "written":
      return { ...state, outgoing: [...state.outgoing, change.outgoing] };
    case "sending":
      return withOutgoing(state, change.key, { status: "sending", reason: null });
    case "waits":
      return withOutgoing(state, change.key, { status: "waiting", reason: null });
    case "not-sent":
      return withOutgoing(state, change.key, { status: "failed", reason: change.reason });
    case "discarded":
      return { ...state, outgoing: state.outgoing.filter(({ key }) => key !== change.key) };
    case "sent":
      return withNewMessage(state, change.message);
    case "read-here":
      return withRead(state, change.conversationId, change.sequence);
    case "draft": {
      const conversation = state.conversations.get(change.conversationId);
      return conversation ? withConversation(state, { ...conversation, draft_preview: change.preview }) : state;
    }
    case "reset":
      return { ...nothingYet, me: state.me, outgoing: state.outgoing, people: state.people };
  }
}

function listed(state: State, { conversations, cursor }: Extract<Change, { kind: "listed" }>): State {
  const next = new Map(state.conversations);
  for (const each of conversations) next.set(each.id, newerOf(state.conversations.get(each.id), each));
  return { ...state, conversations: next, list: { isLoaded: true, cursor } };
}

/** An answer may have been made before what the stream told meanwhile. */
function newerOf(known: Conversation | undefined, given: Conversation): Conversation {
  return known && known.last_sequence > given.last_sequence ? known : given;
}

function withConversation(state: State, conversation: Conversation): State {
  const { id } = conversation;
  const next = newerOf(state.conversations.get(id), conversation);
  const stale = state.stale.has(id) ? new Set([...state.stale].filter((each) => each !== id)) : state.stale;
  return { ...state, stale, conversations: entry(state.conversations, id, next) };
}

function withMessage(state: State, message: Message): State {
  return inHistory(state, { conversationId: message.conversation_id, id: message.id, change: () => message });
}

function withOutgoing(state: State, key: string, change: Pick<Outgoing, "status" | "reason">): State {
  const outgoing = state.outgoing.map((each) => (each.key === key ? { ...each, ...change } : each));
  return { ...state, outgoing };
}

function typingPassed(state: State, at: number): State {
  const typing = [...state.typing].flatMap(([id, people]) => {
    const left = new Map([...people].filter(([, { until }]) => until > at));
    return left.size > 0 ? [[id, left] as const] : [];
  });
  return { ...state, typing: new Map(typing) };
}
