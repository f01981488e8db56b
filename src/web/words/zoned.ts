import { clockOf, dayOf } from "./times.ts";

/** A time as fields for day and time take it, 2026-11-22T08:00: in the zone in which times are shown. */
export function fieldOf(time: number): string {
  return `${dayOf(time)}T${clockOf(new Date(time).toISOString())}`;
}

/** The time that such a field says, in milliseconds since 1970; NaN where it says none. */
export function timeIn(field: string): number {
  const asUtc = Date.parse(`${field}Z`);
  if (Number.isNaN(asUtc)) return asUtc;
  // What the zone is ahead is known of a time only; around a change of the clocks the first guess may be on its other side.
  const guess = asUtc - aheadAt(asUtc);
  return asUtc - aheadAt(guess);
}

function aheadAt(time: number): number {
  const toTheMinute = time - (time % 60_000);
  return Date.parse(`${fieldOf(toTheMinute)}Z`) - toTheMinute;
}
