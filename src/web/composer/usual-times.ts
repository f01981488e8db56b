import { dayOf } from "../words/times.ts";
import { timeIn } from "../words/zoned.ts";

export interface UsualTime {
  readonly name: "hour" | "tomorrow" | "monday";
  readonly at: number;
}

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;

/** Times that are often meant, in the zone in which times are shown; mornings begin at eight. */
export function usualTimes(now: number = Date.now()): readonly UsualTime[] {
  const weekday = new Date(`${dayOf(now)}T00:00Z`).getUTCDay();
  const toMonday = (8 - weekday) % 7 || 7;
  return [
    { name: "hour", at: now + hourMs },
    { name: "tomorrow", at: morningAfter(now, 1) },
    ...(toMonday === 1 ? [] : [{ name: "monday", at: morningAfter(now, toMonday) } as const]),
  ];
}

function morningAfter(now: number, days: number): number {
  const noon = Date.parse(`${dayOf(now)}T12:00Z`) + days * dayMs;
  return timeIn(`${new Date(noon).toISOString().slice(0, 10)}T08:00`);
}
