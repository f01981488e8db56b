/**
 * The time to record next in a stream: now, but never before the previous event, whatever the clock did.
 * Both are ISO 8601 in UTC with milliseconds, whose order as text is their order in time.
 */
export function notBefore(lastAt: string | null, now: string): string {
  return lastAt !== null && lastAt > now ? lastAt : now;
}

const times = /^(?<day>\d{4}-\d\d-\d\d)T\d\d:\d\d(:\d\d(\.\d{1,9})?)?(Z|[+-]\d\d:\d\d)$/;

/** A time that somebody wrote, in UTC with milliseconds; null for what is none, or not in the years 1 to 9999. */
export function timeFrom(text: string): string | null {
  const { day } = times.exec(text)?.groups ?? {};
  const time = new Date(day !== undefined && isDay(day) ? text : Number.NaN);
  if (Number.isNaN(time.getTime())) return null;
  const utc = time.toISOString();
  return /^\d{4}-/.test(utc) && utc > "0001" ? utc : null;
}

/** `Date` takes the 30th of February for the 2nd of March. */
function isDay(day: string): boolean {
  const midnight = new Date(day);
  return !Number.isNaN(midnight.getTime()) && midnight.toISOString().startsWith(day);
}
