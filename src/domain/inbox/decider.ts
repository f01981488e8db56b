import { noKeyedEvents, type KeyedEvents } from "../keyed-events.ts";
import { evolve, initialState, type Inbox } from "./inbox.ts";

/** How streams of inboxes are decided on. No key is remembered: an advance that is repeated changes nothing. */
export const inboxes = {
  initialState,
  evolve,
  lastAt: ({ lastAt }: Inbox): string | null => lastAt,
  keyedEvents: (): KeyedEvents => noKeyedEvents,
  sizeOf: (): number => 400,
};
