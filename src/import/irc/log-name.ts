import type { Period } from "./line-forms.ts";

/** What the name of a log file says: `2013-07-10.train-a.raw.txt`. */
export interface LogName {
  /** Without `.raw.txt`: the file's name in the keys of what is imported. */
  readonly name: string;
  /** A day, UTC: `2013-07-10`. */
  readonly date: string;
  /** The line, from 0, that was written on that day. */
  readonly datedLine: number;
  readonly period: Period;
}

const suffix = ".raw.txt";
/** The first day of logs with a 24-hour clock. */
const firstNewDay = "2007-10-01";
/** In excerpts of these kinds a thousand lines of context come before the dated one. */
const datedAfterContext = /^\d{4}-\d{2}-\d{2}\.train-[ab]$/;

export const isLogFile = (fileName: string): boolean => fileName.endsWith(suffix);

/** Null where the name does not begin with a day. */
export function parseLogName(fileName: string): LogName | null {
  const name = fileName.slice(0, -suffix.length);
  const [date] = /^\d{4}-\d{2}-\d{2}(?!\d)/.exec(name) ?? [];
  if (!date || !isDay(date)) return null;
  return {
    name,
    date,
    datedLine: datedAfterContext.test(name) ? 1_000 : 0,
    period: date < firstNewDay ? "old" : "new",
  };
}

function isDay(date: string): boolean {
  const time = new Date(`${date}T00:00:00.000Z`);
  return !Number.isNaN(time.getTime()) && time.toISOString().startsWith(date);
}
