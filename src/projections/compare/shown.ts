import type { Column } from "./shape.ts";

/** Columns of text that name things and never hold what people wrote. */
const isName = /(^|_)(id|ids|audience|stream|kind|role|status|type)$/;
/** Types whose values are no words. */
const isPlain = /^(bigint|integer|smallint|real|double precision|numeric|boolean|uuid|timestamp with time zone|date)$/;

/**
 * A value as operators see it. What people wrote is none of their business: of texts and JSON they see how long they are.
 */
export function shown({ name, type }: Column, value: unknown): string {
  if (value === null || value === undefined) return "nothing";
  if (value instanceof Date) return value.toISOString();
  if (Array.isArray(value) && !isName.test(name)) return `${value.length} values`;
  const text = typeof value === "string" ? value : JSON.stringify(value);
  if (isPlain.test(type) || isName.test(name)) return text.length > 100 ? `${text.slice(0, 99)}…` : text;
  return `${text.length} characters`;
}
