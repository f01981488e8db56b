import { noKeyedEvents, type KeyedEvents } from "../keyed-events.ts";
import { evolve, initialState, type User } from "./user.ts";

/** How streams of people are decided on. No key is remembered: a change that is repeated changes nothing. */
export const users = {
  initialState,
  evolve,
  lastAt: ({ lastAt }: User): string | null => lastAt,
  keyedEvents: (): KeyedEvents => noKeyedEvents,
  sizeOf: ({ blocked }: User): number => 900 + blocked.size * 250,
};
