/** Why this is no time zone, as a sentence; null when it is one of the IANA database, or not said. */
export function timeZoneProblem(timeZone: string | undefined): string | null {
  if (timeZone === undefined || isTimeZone(timeZone)) return null;
  return "That is no time zone; one is called like Europe/Warsaw.";
}

function isTimeZone(name: string): boolean {
  // Offsets such as +01:00 are taken by Intl too, but are no zone.
  if (!/^[A-Za-z]/.test(name)) return false;
  try {
    return new Intl.DateTimeFormat("en", { timeZone: name }).resolvedOptions().timeZone !== "";
  } catch (error) {
    if (error instanceof RangeError) return false;
    throw error;
  }
}
