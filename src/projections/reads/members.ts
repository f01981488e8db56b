import type { Kind, Visibility } from "../../domain/conversation/events.ts";
import type { Role } from "../../domain/conversation/roles.ts";
import type { ConversationId, UserId } from "../../domain/ids.ts";
import type { Paged } from "./paged.ts";

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
