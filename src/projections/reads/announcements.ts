import type { UserId } from "../../domain/ids.ts";
import type { Paged, PositionCursor } from "./paged.ts";

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
