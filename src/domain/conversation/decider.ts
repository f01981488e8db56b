import type { KeyedEvents } from "../keyed-events.ts";
import { initialState, type Conversation } from "./conversation.ts";
import { evolve } from "./evolve.ts";

/** How streams of conversations are decided on. */
export const conversations = {
  initialState,
  evolve,
  lastAt: ({ lastAt }: Conversation): string | null => lastAt,
  keyedEvents: ({ keyed }: Conversation): KeyedEvents => keyed,
};
