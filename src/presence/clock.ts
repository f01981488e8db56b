import type { Moment } from "./online-people.ts";

/** Moments only ever go on, whatever happens to the time of day. */
export interface Clock {
  now(): Moment;
  /** The time of day of a moment: ISO 8601, UTC, milliseconds. */
  timeOf(moment: Moment): string;
}

export const processClock: Clock = {
  now: () => performance.now(),
  timeOf: (moment) => new Date(Date.now() - (performance.now() - moment)).toISOString(),
};
