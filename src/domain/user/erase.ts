import { happened, nothing, refuse, type Decision } from "../decision.ts";
import type { UserId } from "../ids.ts";
import type { PersonErased, UserEvent } from "./events.ts";
import type { User } from "./user.ts";

/** Their key was destroyed already: the log is told what stands. */
export interface TellErased {
  readonly userId: UserId;
  readonly number: number;
  readonly by: UserId | null;
}

/** Nothing where it was told, so that it may be told again. */
export function tellErased({ userId, number, by }: TellErased, user: User): Decision<UserEvent> {
  if (user.status === "missing") return refuse("not_found");
  if (user.erasedAs !== null) return nothing;
  const told: PersonErased = { userId, number, ...(by && { by }) };
  return happened("PersonErased", told);
}
