import type { KeyedEvents } from "../keyed-events.ts";
import { initialState, type Conversation } from "./conversation.ts";
import { evolve } from "./evolve.ts";

/** How streams of conversations are decided on. */
export const conversations = {
  initialState,
  evolve,
  lastAt: ({ lastAt }: Conversation): string | null => lastAt,
  keyedEvents: ({ keyed }: Conversation): KeyedEvents => keyed,
  /** Bytes of memory, as measured: each entry of a persistent map brings its share of the tree. */
  sizeOf: ({ name, description, members, keyed }: Conversation): number =>
    1_024 +
    2 * ((name?.length ?? 0) + (description?.length ?? 0)) +
    members.size * 320 +
    (keyed.recent.size + keyed.earlier.size) * 390,
};
