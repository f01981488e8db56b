import type { UserId } from "../../domain/ids.ts";
import type { Locale, MailChoice } from "../../domain/user/events.ts";
import type { People } from "../../domain/user/people.ts";
import type { Paged, PositionCursor } from "./paged.ts";

export interface Profile {
  readonly userId: UserId;
  readonly locale: Locale | null;
  readonly timeZone: string | null;
  readonly notifyEmail: MailChoice | null;
}

/** Asks `users`. */
export interface PeopleReads {
  /** Names of all that are known, in one query. */
  named(ids: readonly UserId[]): Promise<People>;
  profile(id: UserId): Promise<Profile | null>;
  /** By beginnings of words in display names and of usernames, whatever the case and the accents; by name. */
  search(search: {
    readonly text: string;
    readonly limit: number;
    readonly after: PersonCursor | null;
  }): Promise<Paged<UserId, PersonCursor>>;
  /** Whom this person blocks, the last one first. */
  blockedBy(
    id: UserId,
    page: { readonly limit: number; readonly after: PositionCursor | null },
  ): Promise<Paged<UserId, PositionCursor>>;
}

export interface PersonCursor {
  readonly name: string;
  readonly userId: string;
}
