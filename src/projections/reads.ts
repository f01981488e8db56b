import type { Position } from "../event-store/port.ts";
import type { Head } from "../domain/conversation/head.ts";
import type { Line } from "../domain/conversation/line.ts";
import type { People } from "../domain/user/people.ts";
import type { Role } from "../domain/conversation/roles.ts";
import type { IncidentStatus, Kind, Severity, Visibility } from "../domain/conversation/events.ts";
import type { ConversationId, LineId, UserId } from "../domain/ids.ts";
import type { RefusalCode } from "../domain/decision.ts";
import type { ScheduledMessage } from "../domain/scheduled/scheduled.ts";
import type { ScheduledId } from "../domain/scheduled/scheduled-id.ts";
import type { TeamId } from "../domain/team/team-id.ts";
import type { Locale, MailChoice } from "../domain/user/events.ts";
import type { Mine } from "../wire/conversation.ts";
import type { DataCondition, FoundMessages, MessageSearch } from "./search/message-search.ts";

/** The questions that the read models answer. Each is of the moment: whoever needs to see a command's effect waits first. */
export interface Reads {
  readonly people: PeopleReads;
  readonly conversations: ConversationReads;
  readonly members: MemberReads;
  readonly lines: LineReads;
  readonly messages: MessageReads;
  readonly kept: KeptReads;
  readonly scheduled: ScheduledReads;
  readonly search: SearchReads;
  readonly teams: TeamReads;
  readonly announcements: AnnouncementReads;
  readonly audit: AuditReads;
}

/** The read models by name, as `PositionWatch` knows them. */
export const readModels = [
  "users",
  "conversations",
  "members",
  "lines",
  "timeline",
  "idempotency",
  "scheduled",
  "teams",
  "announcements",
  "audit",
  "search",
] as const;
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
  /** Whom this person blocks, the last one first. */
  blockedBy(
    id: UserId,
    page: { readonly limit: number; readonly after: PositionCursor | null },
  ): Promise<Paged<UserId, PositionCursor>>;
}

/** In the order of the log; digits. */
export interface PositionCursor {
  readonly position: string;
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
  /** All of them, at most 50, the newest first. Whether somebody may read them is asked before. */
  pins(id: ConversationId): Promise<readonly PinRow[]>;
}

export interface PinRow {
  readonly messageId: LineId;
  readonly pinnedBy: UserId;
  /** ISO 8601. */
  readonly pinnedAt: string;
}

export interface HeadForMe {
  readonly head: Head;
  readonly mine: Mine & {
    /** The beginning of one's draft, while one is a member. */
    readonly draft: string | null;
  };
}

export interface ConversationList {
  /** False: public rooms that they are no member of. True by default. */
  readonly isJoined?: boolean;
  readonly isUnread?: boolean;
  /** True: those that are archived, and no others. False by default. */
  readonly isArchived?: boolean;
  readonly kind?: Kind;
  readonly visibility?: Visibility;
  /** Of the incident that it is about; no other conversation is meant then. */
  readonly status?: IncidentStatus;
  readonly severity?: Severity;
  /** One of the incident's. */
  readonly lot?: string;
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
  /** Of these conversations, those whose history this person is not shown from its start: after which sequence. */
  shownAfter(viewer: UserId, ids: readonly ConversationId[]): Promise<ReadonlyMap<ConversationId, number>>;
  /** By joining. */
  list(
    id: ConversationId,
    page: { readonly limit: number; readonly after: MemberCursor | null },
  ): Promise<Paged<MemberRow, MemberCursor>>;
  some(id: ConversationId, userIds: readonly UserId[]): Promise<readonly MemberRow[]>;
  /** The latest first. */
  bans(
    id: ConversationId,
    page: { readonly limit: number; readonly after: BanCursor | null },
  ): Promise<Paged<BanRow, BanCursor>>;
  /** Who of these is a member of a conversation that the viewer is a member of, too. */
  sharing(viewer: UserId, userIds: readonly UserId[]): Promise<ReadonlySet<UserId>>;
}

export interface BanRow {
  readonly userId: UserId;
  readonly bannedBy: UserId;
  /** ISO 8601. */
  readonly bannedAt: string;
  readonly reason: string | null;
}

export interface BanCursor {
  readonly revision: number;
}

export interface Standing {
  readonly kind: Kind;
  readonly visibility: Visibility;
  /** Null: no member, in a public room. */
  readonly role: Role | null;
  /** They are shown the lines after this sequence: 0, or what was last before they joined. */
  readonly after: number;
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
  /** Until when a moderator muted them; null once it has passed. */
  readonly mutedUntil: string | null;
}

export interface MemberCursor {
  readonly revision: number;
  readonly userId: string;
}

/** Asks `lines`. With a bound they throw NotKnownYet for words that are newer. */
export interface LineReads {
  /** Whether somebody may read them is asked before. */
  page(id: ConversationId, page: LinePage): Promise<Lines>;
  /** Asks `members` and `conversations`, too: null where there is no conversation that this person may read. */
  readablePage(viewer: UserId, id: ConversationId, page: ReadableLinePage): Promise<ReadableLines | null>;
  /** Those that are there, in no order; whether somebody may read them is asked before. */
  some(ids: readonly LineId[], shown?: LinesShown): Promise<readonly Line[]>;
}

export interface LinesShown {
  /** Whose reactions are marked as theirs. */
  readonly viewer?: UserId;
  /** Only lines up to this position are there; all where it is absent. */
  readonly shownUpTo?: Position;
}

/** Asks `members`, `lines` and `conversations`. */
export interface MessageReads {
  /** Who of its members has come as far as a message, but for who sent it. Whether it may be read is asked before. */
  readers(
    id: ConversationId,
    asked: {
      readonly sequence: number;
      /** Who sent it. */
      readonly actor: UserId;
      readonly limit: number;
      readonly after: ReaderCursor | null;
    },
  ): Promise<Paged<Reader, ReaderCursor>>;
  /** Messages that mention this person, or everybody where they are a member, which they may read; the newest first. */
  mentioning(
    viewer: UserId,
    page: { readonly limit: number; readonly after: PositionCursor | null; readonly shownUpTo?: Position },
  ): Promise<Paged<LineId, PositionCursor>>;
}

export interface Reader {
  readonly userId: UserId;
  /** When their marker came where it stands, at the message or after it. */
  readonly readAt: string | null;
  readonly deliveredAt: string | null;
}

export interface ReaderCursor {
  readonly userId: string;
}

/** A place in the history: a line's sequence, or a time (ISO 8601). */
export type LinePoint = { readonly sequence: number } | { readonly time: string };

export interface LinePage {
  /** Only lines after this sequence are there, and are quoted; all where it is absent. */
  readonly shownAfter?: number;
  /** Only lines up to this position are there; all where it is absent. */
  readonly shownUpTo?: Position;
  readonly limit: number;
  /** The newest, those before or after a point without it, or around it with it in the middle. */
  readonly from:
    { readonly side: "newest" } | { readonly side: "before" | "after" | "around"; readonly point: LinePoint };
  /** Whose reactions are marked as theirs. */
  readonly viewer?: UserId;
  readonly type?: "text" | "incident_data" | "system";
  /** Of messages' data; all of them hold. */
  readonly data?: readonly DataCondition[];
}

/** Where it begins is its reader's own. */
export type ReadableLinePage = Omit<LinePage, "shownAfter" | "viewer">;

/** Oldest first. */
export interface Lines {
  readonly lines: readonly Line[];
  readonly hasMoreBefore: boolean;
  readonly hasMoreAfter: boolean;
}

export interface ReadableLines extends Lines {
  /** The sequence after which its reader is shown the history. */
  readonly shownAfter: number;
}

/** Asks `scheduled`. */
export interface ScheduledReads {
  /** This person's own in a conversation, but for those that were cancelled; the latest to be sent first. */
  list(
    viewer: UserId,
    id: ConversationId,
    page: { readonly limit: number; readonly after: ScheduledCursor | null },
  ): Promise<Paged<ScheduledRow, ScheduledCursor>>;
  /** How many of somebody's are waiting. */
  waitingOf(userId: UserId): Promise<number>;
}

export interface ScheduledRow {
  readonly id: ScheduledId;
  readonly status: "waiting" | "taken" | "sent" | "refused";
  /** ISO 8601, as is the other. */
  readonly sendAt: string;
  readonly createdAt: string;
  /** Null of what was sent. */
  readonly message: ScheduledMessage | null;
  readonly messageId: LineId | null;
  readonly code: RefusalCode | null;
}

export interface ScheduledCursor {
  readonly sendAt: string;
  readonly id: string;
}

/** What somebody keeps for themselves, which is no read model; and `members`, `conversations`, `lines`. */
export interface KeptReads {
  /** Those of these messages that this person saved. */
  savedAmong(viewer: UserId, ids: readonly LineId[]): Promise<ReadonlySet<LineId>>;
  /** What this person saved and may read, the last one first. */
  saved(
    viewer: UserId,
    page: { readonly limit: number; readonly after: SavedCursor | null; readonly shownUpTo?: Position },
  ): Promise<Paged<LineId, SavedCursor>>;
}

/** In the order of saving; digits. */
export interface SavedCursor {
  readonly ordinal: string;
}

/** Asks `teams`. */
export interface TeamReads {
  /** By name. */
  list(page: { readonly limit: number; readonly after: TeamCursor | null }): Promise<Paged<TeamRow, TeamCursor>>;
  /** Null where there is none, or none any more. */
  one(id: TeamId): Promise<TeamRow | null>;
}

export interface TeamRow {
  readonly id: TeamId;
  readonly name: string;
  readonly userIds: readonly UserId[];
}

export interface TeamCursor {
  /** Folded. */
  readonly name: string;
  readonly id: string;
}

/** Asks `announcements`, and what the viewer has dismissed. */
export interface AnnouncementReads {
  /** Those that this person has not dismissed, the newest first. */
  undismissed(
    viewer: UserId,
    page: { readonly limit: number; readonly after: PositionCursor | null },
  ): Promise<Paged<AnnouncementRow, PositionCursor>>;
  isThere(id: string): Promise<boolean>;
}

export interface AnnouncementRow {
  readonly id: string;
  readonly by: UserId;
  readonly text: string;
  /** ISO 8601. */
  readonly madeAt: string;
}

/** Asks `search`, `lines`, `members`, `conversations` and `users`. */
export interface SearchReads {
  /** Of what this person may read. */
  messages(viewer: UserId, search: MessageSearch): Promise<FoundMessages>;
}

/** Asks `audit` where in the log things are, and `users` for names. */
export interface AuditReads {
  /** All there are or were, the latest that was started first. */
  conversations(search: ConversationSearch): Promise<Paged<AuditedConversation, PositionCursor>>;
  /** Of these ids, those that are conversations, or were. */
  conversationsOf(ids: readonly ConversationId[]): Promise<readonly AuditedConversation[]>;
  /** The last position up to which everything had happened at that time; 0 before the first event. */
  positionAt(time: string): Promise<Position>;
  /** In the order of the log. */
  positions(scope: AuditScope, limit: number): Promise<readonly Position[]>;
  count(scope: AuditScope): Promise<number>;
  /** Of what changed a conversation and is no message. */
  changes(id: ConversationId, stretch: Stretch, limit: number): Promise<readonly Position[]>;
  /** Revisions of the lines below one, the last one first. */
  lines(
    id: ConversationId,
    page: { readonly upTo: Position; readonly below: number; readonly limit: number },
  ): Promise<readonly number[]>;
  /** Of lines and what became of them. */
  ofLines(id: ConversationId, lines: readonly number[], stretch: Stretch, limit: number): Promise<readonly Position[]>;
  /** The latest first. */
  looks(page: {
    readonly conversationId?: ConversationId;
    readonly limit: number;
    readonly after: PositionCursor | null;
  }): Promise<Paged<Position, PositionCursor>>;
  /** The latest first. */
  holds(page: {
    readonly limit: number;
    readonly after: PositionCursor | null;
  }): Promise<Paged<HoldPlaces, PositionCursor>>;
}

export interface ConversationSearch {
  /** Part of a name, an id, or what a person is found by who is or was a member; empty: all. */
  readonly text: string;
  /** People who are found by it. */
  readonly userIds: readonly UserId[];
  readonly limit: number;
  readonly after: PositionCursor | null;
}

export interface AuditedConversation {
  readonly id: ConversationId;
  readonly kind: Kind;
  readonly visibility: Visibility;
  readonly name: string | null;
  readonly createdBy: UserId;
  /** ISO 8601. */
  readonly createdAt: string;
  readonly deletedAt: string | null;
  /** The first five who ever were members. */
  readonly userIds: readonly UserId[];
}

/** After one position, up to and including another. */
export interface Stretch {
  readonly after: Position;
  readonly upTo: Position;
}

/** Of a conversation, of what a person did, or of everything. */
export interface AuditScope extends Stretch {
  readonly conversationId?: ConversationId;
  readonly userId?: UserId;
}

export interface HoldPlaces {
  readonly placed: Position;
  readonly lifted: Position | null;
}
