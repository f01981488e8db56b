import type { MailChoice } from "../../domain/user/events.ts";

/** Until a person chooses: at once, as people expect who were never asked. */
export const mailUnlessChosen: MailChoice = "at_once";

/** Milliseconds: what comes to one person within so long is one mail. */
const gather = 5_000;
const hour = 3_600_000;
/** By the person's own clock. */
const dailyAtHour = 8;

/**
 * When somebody is to be mailed of what waits for them: soon; at the full hour; at eight in the morning of their zone;
 * or, null, never. All who ask within one stretch get the same time. Milliseconds.
 */
export function whenToMail(choice: MailChoice, { now, timeZone }: { now: number; timeZone: string }): number | null {
  switch (choice) {
    case "off":
      return null;
    case "at_once":
      return (Math.floor(now / gather) + 1) * gather;
    case "digest":
      return (Math.floor(now / hour) + 1) * hour;
    case "daily":
      return nextMorning(now, timeZone);
  }
}

const quarter = hour / 4;

/** By zone, of those who asked within one quarter of an hour: they may be a thousand, of a few zones. */
let mornings: { readonly first: number; readonly byZone: Map<string, number> } = { first: 0, byZone: new Map() };

function nextMorning(now: number, timeZone: string): number {
  const first = (Math.floor(now / quarter) + 1) * quarter;
  if (mornings.first !== first) mornings = { first, byZone: new Map() };
  const morning = mornings.byZone.get(timeZone) ?? morningFrom(first, timeZone);
  mornings.byZone.set(timeZone, morning);
  return morning;
}

/** The first full quarter of an hour from there on at which it is the hour in the zone: offsets are whole quarters. */
function morningFrom(first: number, timeZone: string): number {
  const clock = new Intl.DateTimeFormat("en", { timeZone, hour: "numeric", minute: "numeric", hourCycle: "h23" });
  const isMorning = (at: number): boolean => {
    const parts = new Map(clock.formatToParts(at).map(({ type, value }) => [type, Number(value)]));
    return parts.get("hour") === dailyAtHour && parts.get("minute") === 0;
  };
  // A day of 25 hours, and one more where the clock skips the hour.
  for (let at = first; at < first + 50 * hour; at += quarter) if (isMorning(at)) return at;
  return first + 24 * hour;
}
