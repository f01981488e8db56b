import { happened, nothing, refuse, type Decision } from "../decision.ts";
import type { UserId } from "../ids.ts";
import type { UserEvent } from "./events.ts";
import type { User } from "./user.ts";

/** The account was changed already, as its `change`: the log is told what stands. */
export interface TellStanding {
  readonly userId: UserId;
  readonly by: UserId;
  readonly isDisabled: boolean;
  readonly change: number;
}

/** Nothing where this change or a later one was told, or where they were erased, so that it may be told again, by anybody and out of turn. */
export function tellStanding({ isDisabled, ...told }: TellStanding, user: User): Decision<UserEvent> {
  if (user.status === "missing") return refuse("not_found");
  if (told.change <= user.standingChange || user.erasedAs !== null) return nothing;
  return isDisabled ? happened("UserDisabled", told) : happened("UserEnabled", told);
}
