import { clockOf, dayOf, timeOf } from "./times.ts";
import { t } from "./words.ts";

const dayMs = 24 * 3_600_000;

/** When something is to come: today 18:00, tomorrow 08:00, 11/25 08:00. */
export function laterText(time: string, now: number = Date.now()): string {
  const day = dayOf(time);
  if (day === dayOf(now)) return t("schedule.at.today", { time: clockOf(time) });
  return day === dayOf(now + dayMs) ? t("schedule.at.tomorrow", { time: clockOf(time) }) : timeOf(time, now);
}
