import type { KeyedEvents } from "../keyed-events.ts";
import { evolve } from "./evolve.ts";
import { initialState, type Message } from "./message.ts";

/** How streams of messages are decided on. */
export const messages = {
  initialState,
  evolve,
  lastAt: ({ lastAt }: Message): string | null => lastAt,
  keyedEvents: ({ keyed }: Message): KeyedEvents => keyed,
  sizeOf: ({ edited, preview, reactions, keyed }: Message): number =>
    512 +
    2 * ((edited?.content?.length ?? 0) + (edited?.html?.length ?? 0)) +
    (preview ? 8_192 : 0) +
    reactions.size * 400 +
    (keyed.recent.size + keyed.earlier.size) * 390,
};
