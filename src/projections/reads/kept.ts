import type { LineId, UserId } from "../../domain/ids.ts";
import type { Position } from "../../event-store/port.ts";
import type { Paged } from "./paged.ts";

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
