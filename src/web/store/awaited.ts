import type { Change } from "./change.ts";
import { entry, without } from "./maps.ts";
import type { Awaited, State } from "./state.ts";

/** A page of a conversation is asked for: what changes its lines from now on may not be in it. */
export function withPageAsked(state: State, id: string): State {
  const { pages, changes } = state.awaited.get(id) ?? { pages: 0, changes: [] };
  return withAwaited(state, id, { pages: pages + 1, changes });
}

/** It came, or will not come. */
export function withPageSettled(state: State, id: string): State {
  const known = state.awaited.get(id);
  if (known && known.pages > 1) return withAwaited(state, id, { ...known, pages: known.pages - 1 });
  return { ...state, awaited: without(state.awaited, id) };
}

/** The change is kept for the pages that are on their way, in which it is made again. */
export function keptForPages(state: State, change: Change): State {
  if (state.awaited.size === 0) return state;
  const id = whoseLines(change);
  const known = id === null ? undefined : state.awaited.get(id);
  if (id === null || !known) return state;
  return withAwaited(state, id, { ...known, changes: [...known.changes, change] });
}

function withAwaited(state: State, id: string, awaited: Awaited): State {
  return { ...state, awaited: entry(state.awaited, id, awaited) };
}

/** The conversation whose lines it changes; null where it changes none. */
function whoseLines(change: Change): string | null {
  switch (change.kind) {
    case "told": {
      const { told } = change;
      return told.event === "new_message" || "message_id" in told ? told.conversation_id : null;
    }
    case "message":
    case "sent":
      return change.message.conversation_id;
    case "reactions":
    case "saved":
      return change.conversationId;
    default:
      return null;
  }
}
