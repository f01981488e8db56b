import type { UserId } from "../ids.ts";
import { PersistentMap } from "../persistent-map.ts";
import type { Personal, Recorded } from "../recorded.ts";
import type { Locale, MailChoice, ProfileChanged, UserEvent } from "./events.ts";

/** A person as the log knows them; null is what was not chosen, and a name that was erased. */
export interface User {
  readonly status: "missing" | "registered";
  readonly username: Personal;
  readonly displayName: Personal;
  readonly locale: Locale | null;
  readonly timeZone: string | null;
  readonly notifyEmail: MailChoice | null;
  readonly isDisabled: boolean;
  /** The number that they are called by since they were erased; null: they were not. */
  readonly erasedAs: number | null;
  /** Of the account, the last one that was told; 0 before the first. */
  readonly standingChange: number;
  /** Those whose direct messages they do not take, at most 1,000. */
  readonly blocked: PersistentMap<UserId, true>;
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
  isDisabled: false,
  erasedAs: null,
  standingChange: 0,
  blocked: PersistentMap.of(),
  revision: -1,
  lastAt: null,
};

export function evolve(user: User, event: Recorded<UserEvent>): User {
  return { ...changedBy(user, event), revision: event.revision, lastAt: event.at };
}

function changedBy(user: User, { type, data }: UserEvent): User {
  switch (type) {
    case "UserRegistered":
      return { ...user, ...profileAfter(user, data), status: "registered", username: data.username };
    case "ProfileChanged":
      return { ...user, ...profileAfter(user, data), notifyEmail: data.notifyEmail ?? user.notifyEmail };
    case "UserDisabled":
      return { ...user, isDisabled: true, standingChange: data.change };
    case "UserEnabled":
      return { ...user, isDisabled: false, standingChange: data.change };
    case "PersonErased":
      return { ...user, ...nobody, isDisabled: true, erasedAs: data.number };
    case "UserBlocked":
      return { ...user, blocked: user.blocked.set(data.blockedId, true) };
    case "UserUnblocked":
      return { ...user, blocked: user.blocked.delete(data.blockedId) };
  }
}

/** Nothing of what a person said of themselves. */
const nobody = { username: null, displayName: null, locale: null, timeZone: null, notifyEmail: null };

function profileAfter(
  user: User,
  changes: Pick<ProfileChanged, "displayName" | "locale" | "timeZone">,
): Pick<User, "displayName" | "locale" | "timeZone"> {
  const { displayName = user.displayName, locale = user.locale, timeZone = user.timeZone } = changes;
  return { displayName, locale, timeZone };
}
