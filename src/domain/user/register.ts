import { happened, nothing, refuse, type Decision } from "../decision.ts";
import type { UserId } from "../ids.ts";
import type { Locale, UserEvent } from "./events.ts";
import { displayNameProblem, tidyDisplayName, usernameProblem } from "./names.ts";
import { timeZoneProblem } from "./time-zone.ts";
import type { User } from "./user.ts";

/** The account stands already: its username is nobody else's. */
export interface RegisterUser {
  readonly userId: UserId;
  readonly username: string;
  readonly displayName: string;
  readonly locale?: Locale;
  readonly timeZone?: string;
}

/** Nothing when it is told already, so that it may be told again after a doubt. */
export function registerUser(command: RegisterUser, user: User): Decision<UserEvent> {
  if (user.status !== "missing") return nothing;
  const { userId, username, locale, timeZone } = command;
  const displayName = tidyDisplayName(command.displayName);
  const problem = usernameProblem(username) ?? displayNameProblem(displayName) ?? timeZoneProblem(timeZone);
  if (problem) return refuse("validation_failed", problem);
  return happened("UserRegistered", {
    userId,
    username,
    displayName,
    ...(locale && { locale }),
    ...(timeZone && { timeZone }),
  });
}
