/** How many appends may be on their way to a log at once so that they stand in it in the order in which they were made. */
export interface Pace {
  readonly atOnce: number;
  /** Whether a stream may come twice among them. */
  readonly mayRepeatStreams: boolean;
}

/** One connection, one transaction: all of them are written, or none (the adapter's batch is 256 appends or 4 MiB). */
export const postgresPace: Pace = { atOnce: 256, mayRepeatStreams: true };

/**
 * One client's appends travel in one stream, and 23.10 writes them in its order: of 108,000 that were sent 64 and 200 at
 * once none had changed places. No text promises it, so the order is looked at, too. The adapter has the appends to one
 * stream wait for each other, so that those after them would pass them by.
 */
export const kurrentPace: Pace = { atOnce: 64, mayRepeatStreams: false };

export const oneByOne: Pace = { atOnce: 1, mayRepeatStreams: false };
