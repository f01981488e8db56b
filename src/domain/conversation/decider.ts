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
  sizeOf: ({ name, description, incident, members, banned, mutesOfFormer, pins, keyed }: Conversation): number =>
    1_024 +
    2 * ((name?.length ?? 0) + (description?.length ?? 0)) +
    (incident?.lots.length ?? 0) * 250 +
    members.size * 320 +
    (banned.size + mutesOfFormer.size) * 250 +
    pins.length * 150 +
    (keyed.recent.size + keyed.earlier.size) * 390,
};
