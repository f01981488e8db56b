import { without } from "./maps.ts";
import type { State } from "./state.ts";

/** Of a conversation that is not mine to see any more nothing is kept, not even what waits to be sent. */
export function gone(state: State, id: string): State {
  return {
    ...state,
    conversations: without(state.conversations, id),
    histories: without(state.histories, id),
    members: without(state.members, id),
    typing: without(state.typing, id),
    outgoing: state.outgoing.filter(({ conversationId }) => conversationId !== id),
    stale: new Set([...state.stale].filter((each) => each !== id)),
  };
}
