import type { Paged } from "../reads/paged.ts";

/** After every position of the log, as `bigint` has it. */
export const lastPosition = "9223372036854775807";

/** Of rows of which one more than the page holds was asked for. */
export function pageOf<Row, Cursor>(
  rows: readonly Row[],
  limit: number,
  cursorAfter: (row: Row) => Cursor,
): Paged<Row, Cursor> {
  const items = rows.slice(0, limit);
  const last = items.at(-1);
  return { items, next: last !== undefined && rows.length > limit ? cursorAfter(last) : null };
}
