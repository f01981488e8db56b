import { happened, nothing, type Decision } from "../decision.ts";
import { noKeyedEvents, type KeyedEvents } from "../keyed-events.ts";
import type { Recorded } from "../recorded.ts";
import type { RetentionEvent, WordsForgotten } from "./events.ts";

/** How far back a conversation's words are kept. */
export interface Retention {
  /** ISO 8601, UTC, milliseconds; null: nothing was forgotten. */
  readonly forgottenBefore: string | null;
  readonly lastAt: string | null;
}

/** Its keys were destroyed already. Nothing where it was said for that time or a later one, so that it may be said again. */
export function forgetWords(command: WordsForgotten, { forgottenBefore }: Retention): Decision<RetentionEvent> {
  if (forgottenBefore !== null && command.before <= forgottenBefore) return nothing;
  return happened("WordsForgotten", command);
}

/** How streams of retention are decided on. */
export const retentions = {
  initialState: { forgottenBefore: null, lastAt: null } as Retention,
  evolve: (_: Retention, { data, at }: Recorded<RetentionEvent>): Retention => ({
    forgottenBefore: data.before,
    lastAt: at,
  }),
  lastAt: ({ lastAt }: Retention): string | null => lastAt,
  keyedEvents: (): KeyedEvents => noKeyedEvents,
  sizeOf: (): number => 200,
};
