import { happened, nothing, refuse, type Decision } from "../decision.ts";
import type { UserId } from "../ids.ts";
import type { Locale, MailChoice, UserEvent } from "./events.ts";
import { displayNameProblem, tidyDisplayName } from "./names.ts";
import { timeZoneProblem } from "./time-zone.ts";
import type { User } from "./user.ts";

/** One's own profile. What is absent stays as it is. */
export interface ChangeProfile {
  readonly actor: UserId;
  readonly displayName?: string;
  readonly locale?: Locale;
  readonly timeZone?: string;
  readonly notifyEmail?: MailChoice;
}

export function changeProfile(command: ChangeProfile, user: User): Decision<UserEvent> {
  if (user.status === "missing" || user.erasedAs !== null) return refuse("not_found");
  const { displayName, locale, timeZone, notifyEmail } = command;
  const name = displayName === undefined ? undefined : tidyDisplayName(displayName);
  const problem = (name === undefined ? null : displayNameProblem(name)) ?? timeZoneProblem(timeZone);
  if (problem) return refuse("validation_failed", problem);
  const changes = {
    ...(name !== undefined && name !== user.displayName && { displayName: name }),
    ...(locale && locale !== user.locale && { locale }),
    ...(timeZone && timeZone !== user.timeZone && { timeZone }),
    ...(notifyEmail && notifyEmail !== user.notifyEmail && { notifyEmail }),
  };
  if (Object.keys(changes).length === 0) return nothing;
  return happened("ProfileChanged", { userId: command.actor, ...changes });
}
