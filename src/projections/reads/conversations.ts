import type { IncidentStatus, Kind, Severity, Visibility } from "../../domain/conversation/events.ts";
import type { Head } from "../../domain/conversation/head.ts";
import type { ConversationId, LineId, UserId } from "../../domain/ids.ts";
import type { Mine } from "../../wire/conversation.ts";
import type { Paged } from "./paged.ts";

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
