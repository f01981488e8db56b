import type { UserId } from "../../../domain/ids.ts";
import { saidAt, type Personal } from "../../../domain/recorded.ts";
import type { Locale, MailChoice, UserEvent } from "../../../domain/user/events.ts";
import type { Logged } from "../../../events/logged.ts";
import { storableText, storableTime } from "../../storable.ts";

/** A person's row. */
export interface UserRow {
  readonly id: UserId;
  readonly username: Personal;
  readonly displayName: Personal;
  readonly locale: Locale | null;
  readonly timeZone: string | null;
  readonly notifyEmail: MailChoice | null;
  readonly registeredAt: string;
  /** The number that they are called by since. */
  readonly erasedAs: number | null;
}

/** Nothing of what a person said of themselves. */
const nobody = { username: null, displayName: null, locale: null, timeZone: null, notifyEmail: null };

/** Null before they are registered. */
export function userAfter(row: UserRow | null, event: Logged<UserEvent>): UserRow | null {
  const { type, data } = event;
  if (type === "UserRegistered") {
    return {
      id: data.userId,
      username: storable(data.username),
      displayName: storable(data.displayName),
      locale: data.locale ?? null,
      timeZone: storable(data.timeZone ?? null),
      notifyEmail: null,
      registeredAt: storableTime(saidAt(event)),
      erasedAs: null,
    };
  }
  if (row && type === "PersonErased") return { ...row, ...nobody, erasedAs: data.number };
  if (!row || type !== "ProfileChanged") return row;
  const { displayName, locale, timeZone, notifyEmail } = data;
  return {
    ...row,
    ...(displayName !== undefined && { displayName: storable(displayName) }),
    ...(locale && { locale }),
    ...(timeZone && { timeZone: storable(timeZone) }),
    ...(notifyEmail && { notifyEmail }),
  };
}

const storable = (text: Personal): string | null => (text === null ? null : storableText(text));
