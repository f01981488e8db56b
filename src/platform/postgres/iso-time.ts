/** PostgreSQL's text of a `timestamptz` in a session in UTC, as ISO 8601 with milliseconds. */
export function isoTime(text: string): string {
  const [, day, clock, fraction = ""] = inUtc.exec(text) ?? [];
  if (day === undefined || clock === undefined) throw new RangeError(`"${text}" is no time in UTC.`);
  return `${day}T${clock}.${fraction.slice(0, 3).padEnd(3, "0")}Z`;
}

const inUtc = /^(\d{4}-\d\d-\d\d) (\d\d:\d\d:\d\d)(?:\.(\d{1,6}))?\+00$/;
