import type { RefusalCode } from "../../domain/decision.ts";
import type { ConversationId, LineId, UserId } from "../../domain/ids.ts";
import type { ScheduledId } from "../../domain/scheduled/scheduled-id.ts";
import type { ScheduledMessage } from "../../domain/scheduled/scheduled.ts";
import type { Paged } from "./paged.ts";

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
