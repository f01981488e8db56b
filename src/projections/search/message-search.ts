import type { Line } from "../../domain/conversation/line.ts";
import type { ConversationId, UserId } from "../../domain/ids.ts";
import type { Position } from "../../event-store/port.ts";
import type { Highlight } from "./highlights.ts";
import type { Having } from "./query.ts";

/** Results are counted up to here. */
export const mostCounted = 1_000;

/** Types of messages, as clients know them. */
export const searchedTypes = ["text", "image_ref", "file_ref", "incident_data", "system"] as const;

export interface MessageSearch {
  /** Only what was said up to this position is there; all where it is absent. */
  readonly shownUpTo?: Position;
  /** As somebody typed it; see `parseQuery`. */
  readonly text: string;
  /** Only there; by default wherever they are a member. */
  readonly conversationId?: ConversationId;
  readonly senderId?: UserId;
  readonly type?: (typeof searchedTypes)[number];
  readonly has?: readonly Having[];
  /** From then on, and up to then without it. ISO 8601. */
  readonly since?: string;
  readonly until?: string;
  readonly data?: readonly DataCondition[];
  readonly limit: number;
  readonly after: SearchCursor | null;
}

export const comparisons = ["eq", "gt", "gte", "lt", "lte"] as const;

/** Of a message's data: the field at a path compares so with a value. Numbers compare as such. */
export interface DataCondition {
  readonly path: readonly string[];
  readonly comparison: (typeof comparisons)[number];
  readonly value: string;
}

/** Messages that are searched through, in the order in which they were said. */
export interface Moment {
  /** ISO 8601, UTC, milliseconds. */
  readonly at: string;
  /** In the log, as text. */
  readonly position: string;
}

/**
 * The newest thousand results are ranked among themselves, then the thousand before them, and so on: what is said
 * meanwhile moves nothing.
 */
export interface SearchCursor {
  /** The newest that is ranked. */
  readonly newest: Moment;
  /** Whether results were ranked before those. */
  readonly isFurther: boolean;
  /** What the page comes after; null: nothing. */
  readonly last: (Moment & { readonly rank: number }) | null;
}

export interface FoundMessages {
  readonly items: readonly { readonly line: Line; readonly highlights: readonly Highlight[] }[];
  /** At most `mostCounted`. */
  readonly total: number;
  readonly isTotalExact: boolean;
  readonly next: SearchCursor | null;
}
