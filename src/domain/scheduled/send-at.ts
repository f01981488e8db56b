const longestMs = 366 * 24 * 3_600_000;

/** Why it can't be sent then, as a sentence; null when it can. Both are ISO 8601, UTC, milliseconds. */
export function sendAtProblem(sendAt: string, at: string): string | null {
  const [then, now] = [Date.parse(sendAt), Date.parse(at)];
  if (!(then > now)) return "A message is sent later at a time that is still to come.";
  return then - now > longestMs ? "A message is sent at most a year later." : null;
}
