import type { Line } from "../../domain/conversation/line.ts";
import type { ConversationId, LineId, UserId } from "../../domain/ids.ts";
import type { Position } from "../../event-store/port.ts";
import type { DataCondition } from "../search/message-search.ts";

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
