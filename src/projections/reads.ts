import type { Head } from "../domain/conversation/head.ts";
import type { Line } from "../domain/conversation/line.ts";
import type { People } from "../domain/user/people.ts";
import type { Role } from "../domain/conversation/roles.ts";
import type { Kind, Visibility } from "../domain/conversation/events.ts";
import type { ConversationId, LineId, UserId } from "../domain/ids.ts";
import type { Locale, MailChoice } from "../domain/user/events.ts";
import type { Mine } from "../wire/conversation.ts";

/** The questions that the read models answer. Each is of the moment: whoever needs to see a command's effect waits first. */
export interface Reads {
  readonly people: PeopleReads;
  readonly conversations: ConversationReads;
  readonly members: MemberReads;
  readonly lines: LineReads;
}

/** The read models by name, as `PositionWatch` knows them. */
export const readModels = ["users", "conversations", "members", "lines", "timeline", "idempotency"] as const;
export type ReadModel = (typeof readModels)[number];

/** A page of something, and where the next one begins; null at the end. Cursors are made of what they come after. */
export interface Paged<Item, Cursor> {
  readonly items: readonly Item[];
  readonly next: Cursor | null;
}

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
}

export interface PersonCursor {
  readonly name: string;
  readonly userId: string;
}

/** Asks `conversations`, `members`, `lines` (and `users` for a search by name). */
export interface ConversationReads {
  /** Null where there is none that this person may read. */
  one(viewer: UserId, id: ConversationId): Promise<HeadForMe | null>;
  list(
    viewer: UserId,
    list: ConversationList & { readonly limit: number; readonly after: ConversationCursor | null },
  ): Promise<Paged<HeadForMe, ConversationCursor>>;
}

export interface HeadForMe {
  readonly head: Head;
  readonly mine: Mine;
}

export interface ConversationList {
  /** False: public rooms that they are no member of. True by default. */
  readonly isJoined?: boolean;
  readonly isUnread?: boolean;
  readonly kind?: Kind;
  readonly visibility?: Visibility;
  /** Part of its name, or of a member's of those in direct conversations; whatever the case and the accents. */
  readonly text?: string;
}

/** Newest activity first. */
export interface ConversationCursor {
  /** ISO 8601, UTC, as precise as it is stored. */
  readonly activeAt: string;
  readonly id: string;
}

/** Asks `members`, and `conversations` for whether it may be read. */
export interface MemberReads {
  /** What this person is to the conversation; null where there is none that they may read. */
  standing(viewer: UserId, id: ConversationId): Promise<Standing | null>;
  /** By joining. */
  list(
    id: ConversationId,
    page: { readonly limit: number; readonly after: MemberCursor | null },
  ): Promise<Paged<MemberRow, MemberCursor>>;
  some(id: ConversationId, userIds: readonly UserId[]): Promise<readonly MemberRow[]>;
}

export interface Standing {
  readonly kind: Kind;
  readonly visibility: Visibility;
  /** Null: no member, in a public room. */
  readonly role: Role | null;
}

export interface MemberRow {
  readonly userId: UserId;
  readonly role: Role;
  /** ISO 8601, as are the others. */
  readonly joinedAt: string;
  /** Null for whoever joined or started it. */
  readonly addedBy: UserId | null;
  readonly readTo: number;
  readonly readAt: string | null;
  readonly deliveredTo: number;
  readonly deliveredAt: string | null;
}

export interface MemberCursor {
  readonly revision: number;
  readonly userId: string;
}

/** Asks `lines`. Whether somebody may read them is asked before. */
export interface LineReads {
  page(id: ConversationId, page: LinePage): Promise<Lines>;
  /** Those that are there, in no order. */
  some(ids: readonly LineId[]): Promise<readonly Line[]>;
}

/** A place in the history: a line's sequence, or a time (ISO 8601). */
export type LinePoint = { readonly sequence: number } | { readonly time: string };

export interface LinePage {
  readonly limit: number;
  /** The newest, those before or after a point without it, or around it with it in the middle. */
  readonly from:
    { readonly side: "newest" } | { readonly side: "before" | "after" | "around"; readonly point: LinePoint };
  readonly type?: "text" | "system";
}

/** Oldest first. */
export interface Lines {
  readonly lines: readonly Line[];
  readonly hasMoreBefore: boolean;
  readonly hasMoreAfter: boolean;
}
