import { happened, refuse, type Decision } from "../decision.ts";
import type { UserId } from "../ids.ts";
import type { HoldEvent, HoldSubject } from "./events.ts";
import type { Holds } from "./holds.ts";
import { reasonProblem } from "./reason.ts";

/** So many stand at most: each is asked before anything is erased. */
export const maxHolds = 1_000;

export interface PlaceHold {
  readonly actor: UserId;
  readonly holdId: string;
  readonly subject: HoldSubject;
  readonly reason: string;
}

/** That the actor is an auditor, and that there is such a conversation or person, is asked before. */
export function placeHold({ actor, holdId, subject, reason }: PlaceHold, { standing }: Holds): Decision<HoldEvent> {
  const problem = reasonProblem(reason);
  if (problem !== null) return refuse("validation_failed", problem);
  if (standing.length >= maxHolds) return refuse("conflict", `At most ${maxHolds} holds stand at a time.`);
  return happened("HoldPlaced", { holdId, by: actor, ...subject, reason: reason.trim() });
}

export interface LiftHold {
  readonly actor: UserId;
  readonly holdId: string;
  readonly reason?: string;
}

/** By any auditor. One that was lifted stays so. */
export function liftHold({ actor, holdId, reason }: LiftHold, { standing }: Holds): Decision<HoldEvent> {
  const problem = reason === undefined ? null : reasonProblem(reason);
  if (problem !== null) return refuse("validation_failed", problem);
  if (!standing.some((hold) => hold.holdId === holdId)) return refuse("not_found", "No such hold stands.");
  return happened("HoldLifted", { holdId, by: actor, ...(reason !== undefined && { reason: reason.trim() }) });
}
