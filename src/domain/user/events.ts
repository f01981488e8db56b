import type { DomainEvent } from "../decision.ts";
import type { UserId } from "../ids.ts";
import type { Personal } from "../recorded.ts";

/** What happens in the stream `user-<id>`. */
export type UserEvent =
  | DomainEvent<"UserRegistered", UserRegistered>
  | DomainEvent<"ProfileChanged", ProfileChanged>
  | DomainEvent<"UserDisabled", StandingChanged>
  | DomainEvent<"UserEnabled", StandingChanged>
  | DomainEvent<"UserBlocked", Blocking>
  | DomainEvent<"UserUnblocked", Blocking>
  | DomainEvent<"PersonErased", PersonErased>;

/** The languages that the product speaks. */
export const locales = ["en", "pl", "fr", "zh-TW"] as const;
export type Locale = (typeof locales)[number];

/** When a person is mailed about what they have not read. */
export const mailChoices = ["at_once", "digest", "daily", "off"] as const;
export type MailChoice = (typeof mailChoices)[number];

export interface UserRegistered {
  readonly userId: UserId;
  /** As it is shown; it is found by its folded form. */
  readonly username: Personal;
  readonly displayName: Personal;
  readonly locale?: Locale;
  readonly timeZone?: string;
}

/** What is absent stays as it was. */
export interface ProfileChanged {
  readonly userId: UserId;
  readonly displayName?: Personal;
  readonly locale?: Locale;
  /** A name of the IANA time zone database. */
  readonly timeZone?: string;
  readonly notifyEmail?: MailChoice;
}

/** Whether their account may come in, which an administrator said. */
export interface StandingChanged {
  readonly userId: UserId;
  readonly by: UserId;
  /** The account's changes are counted, so that one which is told late changes nothing any more. */
  readonly change: number;
}

/** Their key is destroyed: nobody reads their words any more, and they are called "Erased person <number>". */
export interface PersonErased {
  readonly userId: UserId;
  /** In the whole deployment, from 1. */
  readonly number: number;
  /** The administrator; absent where it was asked for on the command line. */
  readonly by?: UserId;
}

/** Whose direct messages this person does not take. */
export interface Blocking {
  readonly userId: UserId;
  readonly blockedId: UserId;
}
