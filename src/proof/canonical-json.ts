import type { JsonObject, JsonValue } from "../event-store/port.ts";

/**
 * RFC 8785: the same text for the same value, in whatever order its keys were written. Strings and numbers are as
 * ECMAScript writes them; a lone surrogate, which that RFC refuses, is written as its escape.
 */
export function canonicalJson(value: JsonValue): string {
  if (typeof value !== "object" || value === null) return JSON.stringify(value);
  if (isList(value)) return `[${value.map(canonicalJson).join(",")}]`;
  return `{${Object.keys(value)
    .toSorted()
    .map((key) => `${JSON.stringify(key)}:${canonicalJson(fieldOf(value, key))}`)
    .join(",")}}`;
}

const isList = (value: readonly JsonValue[] | JsonObject): value is readonly JsonValue[] => Array.isArray(value);

function fieldOf(object: JsonObject, key: string): JsonValue {
  const value = object[key];
  if (value === undefined) throw new Error("A key that was listed is gone.");
  return value;
}
