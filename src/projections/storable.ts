import type { JsonValue } from "../event-store/port.ts";

const stand = "\u{FFFD}";
const earliest = "0001-01-01T00:00:00.000Z";

/** PostgreSQL's text holds neither zero bytes nor halves of characters; an event may, and stops nobody. */
export function storableText(text: string): string {
  const whole = text.isWellFormed() ? text : text.toWellFormed();
  return whole.includes("\0") ? whole.replaceAll("\0", stand) : whole;
}

/** A zero byte and half a character as `JSON.stringify` writes them, in names of fields too; a backslash it writes twice. */
const escapes = /\\(?:\\|u0000|ud[89a-f][\da-f]{2})/g;

/** As JSON text that `jsonb` takes. */
export function storableJson(value: JsonValue | object): string {
  return JSON.stringify(value).replaceAll(escapes, (escape) => (escape === "\\\\" ? escape : stand));
}

/** PostgreSQL has no year 0. */
export const storableTime = (at: string): string => (at < earliest ? earliest : at);
