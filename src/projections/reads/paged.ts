/** A page of something, and where the next one begins; null at the end. Cursors are made of what they come after. */
export interface Paged<Item, Cursor> {
  readonly items: readonly Item[];
  readonly next: Cursor | null;
}

/** In the order of the log; digits. */
export interface PositionCursor {
  readonly position: string;
}
