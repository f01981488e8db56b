import type { JsonValue } from "../event-store/port.ts";

const stand = "\u{FFFD}";
const earliest = "0001-01-01T00:00:00.000Z";

/** PostgreSQL's text holds neither zero bytes nor halves of characters; an event may, and stops nobody. */
export function storableText(text: string): string {
  const whole = text.isWellFormed() ? text : text.toWellFormed();
  return whole.includes("\0") ? whole.replaceAll("\0", stand) : whole;
}

/** As JSON text that `jsonb` takes. */
export function storableJson(value: JsonValue | object): string {
  return JSON.stringify(value, (_, part: unknown) => (typeof part === "string" ? storableText(part) : part));
}

/** PostgreSQL has no year 0. */
export const storableTime = (at: string): string => (at < earliest ? earliest : at);
