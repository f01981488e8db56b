import { happened, refuse, type Decision } from "../decision.ts";
import type { UserId } from "../ids.ts";
import type { Recorded } from "../recorded.ts";
import { noKeyedEvents, type KeyedEvents } from "../keyed-events.ts";
import type { LookedAt, LookEvent } from "./events.ts";
import { reasonProblem } from "./reason.ts";

export interface Look extends LookedAt {
  readonly actor: UserId;
  readonly reason: string;
  readonly query?: string;
}

/** That the actor is an auditor is asked before. Looking twice is on record twice. */
export function look({ actor, reason, ...what }: Look): Decision<LookEvent> {
  const problem = reasonProblem(reason);
  if (problem !== null) return refuse("validation_failed", problem);
  return happened("Looked", { by: actor, reason: reason.trim(), ...what });
}

/** Looking needs to know nothing of earlier looks. */
export interface Looks {
  readonly lastAt: string | null;
}

const initialState: Looks = { lastAt: null };

/** How the stream of an auditor's looks is decided on. */
export const looks = {
  initialState,
  evolve: (_: Looks, { at }: Recorded<LookEvent>): Looks => ({ lastAt: at }),
  lastAt: ({ lastAt }: Looks): string | null => lastAt,
  keyedEvents: (): KeyedEvents => noKeyedEvents,
  sizeOf: (): number => 200,
};
