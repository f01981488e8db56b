import { signal } from "@preact/signals";
import { localeNow } from "./words.ts";

/** Null: the browser's own. */
export const timeZone = signal<string | null>(null);

const formats = new Map<string, Intl.DateTimeFormat>();

function format(options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const zone = timeZone.value;
  const key = `${localeNow()} ${zone} ${JSON.stringify(options)}`;
  const known = formats.get(key);
  if (known) return known;
  const made = new Intl.DateTimeFormat(localeNow(), { ...options, ...(zone !== null && { timeZone: zone }) });
  formats.set(key, made);
  return made;
}

const clock = { hour: "2-digit", minute: "2-digit", hourCycle: "h23" } as const;

/** 14:31 */
export function clockOf(time: string): string {
  return format(clock).format(new Date(time));
}

/** 14:31:07 */
export function exactClockOf(time: string): string {
  return format({ ...clock, second: "2-digit" }).format(new Date(time));
}

/** 14:31:07.108 */
export function preciseClockOf(time: string): string {
  return format({ ...clock, second: "2-digit", fractionalSecondDigits: 3 }).format(new Date(time));
}

const quarterMs = 15 * 60_000;
const days = new Map<number, string>();
let daysOfZone: string | null = null;

/** A day as a text that sorts, in the zone that counts. Every zone's day begins with a quarter of an hour. */
export function dayOf(time: string | number): string {
  if (daysOfZone !== timeZone.value) {
    days.clear();
    daysOfZone = timeZone.value;
  }
  const quarter = Math.floor(new Date(time).getTime() / quarterMs);
  const known = days.get(quarter);
  if (known !== undefined) return known;
  const day = dayIn(quarter * quarterMs);
  days.set(quarter, day);
  return day;
}

function dayIn(time: number): string {
  const parts = format({ year: "numeric", month: "2-digit", day: "2-digit", numberingSystem: "latn" }).formatToParts(
    new Date(time),
  );
  const of = (type: string): string => parts.find((each) => each.type === type)?.value ?? "";
  return `${of("year")}-${of("month")}-${of("day")}`;
}

/** The time alone today, with day and month before: 14:31, 11/19 16:10, 19.11 16:10. */
export function timeOf(time: string, now: number = Date.now()): string {
  if (dayOf(time) === dayOf(now)) return clockOf(time);
  const [, month = "", day = ""] = dayOf(time).split("-");
  return `${dayAndMonth(day, month)} ${clockOf(time)}`;
}

function dayAndMonth(day: string, month: string): string {
  const locale = localeNow();
  if (locale === "en" || locale === "zh-TW") return `${month}/${day}`;
  return locale === "fr" ? `${day}/${month}` : `${day}.${month}`;
}

/** Thursday, November 19; with the year when it is another one. */
export function dateOf(time: string, now: number = Date.now()): string {
  const isThisYear = dayOf(time).slice(0, 4) === dayOf(now).slice(0, 4);
  const options = { weekday: "long", day: "numeric", month: "long" } as const;
  return format(isThisYear ? options : { ...options, year: "numeric" }).format(new Date(time));
}

/** How a day lies to today: 0 today, 1 yesterday; null further off. */
export function daysAgo(time: string, now: number = Date.now()): 0 | 1 | null {
  const day = dayOf(time);
  if (day === dayOf(now)) return 0;
  return day === dayOf(now - 24 * 3_600_000) ? 1 : null;
}
