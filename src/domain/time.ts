/**
 * The time to record next in a stream: now, but never before the previous event, whatever the clock did.
 * Both are ISO 8601 in UTC with milliseconds, whose order as text is their order in time.
 */
export function notBefore(lastAt: string | null, now: string): string {
  return lastAt !== null && lastAt > now ? lastAt : now;
}

const times = /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d{1,9})?)?(Z|[+-]\d\d:\d\d)$/;

/** A time that somebody wrote, in UTC with milliseconds; null for what is none, or not in the years 1 to 9999. */
export function timeFrom(text: string): string | null {
  const time = times.test(text) ? new Date(text) : null;
  if (!time || Number.isNaN(time.getTime())) return null;
  const utc = time.toISOString();
  return /^\d{4}-/.test(utc) && utc > "0001" ? utc : null;
}
