import type { Personal, Recorded } from "../recorded.ts";
import type { Locale, MailChoice, UserEvent } from "./events.ts";

/** A person as the log knows them; null is what was not chosen, and a name that was erased. */
export interface User {
  readonly status: "missing" | "registered";
  readonly username: Personal;
  readonly displayName: Personal;
  readonly locale: Locale | null;
  readonly timeZone: string | null;
  readonly notifyEmail: MailChoice | null;
  /** Of the last event; -1 before the first. */
  readonly revision: number;
  readonly lastAt: string | null;
}

export const initialState: User = {
  status: "missing",
  username: null,
  displayName: null,
  locale: null,
  timeZone: null,
  notifyEmail: null,
  revision: -1,
  lastAt: null,
};

export function evolve(user: User, event: Recorded<UserEvent>): User {
  return { ...changedBy(user, event), revision: event.revision, lastAt: event.at };
}

function changedBy(user: User, { type, data }: UserEvent): User {
  const { displayName = user.displayName, locale = user.locale, timeZone = user.timeZone } = data;
  const profile = { displayName, locale, timeZone };
  switch (type) {
    case "UserRegistered":
      return { ...user, ...profile, status: "registered", username: data.username };
    case "ProfileChanged":
      return { ...user, ...profile, notifyEmail: data.notifyEmail ?? user.notifyEmail };
  }
}
