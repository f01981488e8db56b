/**
 * The time to record next in a stream: now, but never before the previous event, whatever the clock did.
 * Both are ISO 8601 in UTC with milliseconds, whose order as text is their order in time.
 */
export function notBefore(lastAt: string | null, now: string): string {
  return lastAt !== null && lastAt > now ? lastAt : now;
}
