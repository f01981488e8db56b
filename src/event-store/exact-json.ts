import { EventRefused } from "./errors.ts";

/**
 * The value as JSON text that reads back exactly: the same keys, strings (NUL and lone surrogates too) and numbers.
 * @throws EventRefused for what JSON would silently change or drop, with the name of its field.
 */
export function exactJson(value: unknown, what: string): string {
  try {
    check(value, what);
    return JSON.stringify(value);
  } catch (error) {
    if (error instanceof RangeError) throw new EventRefused(`${what} is nested too deep.`, { cause: error });
    throw error;
  }
}

function check(value: unknown, path: string): void {
  switch (typeof value) {
    case "string":
    case "boolean":
      return;
    case "number":
      if (!Number.isFinite(value) || Object.is(value, -0))
        throw new EventRefused(`${path}: JSON has no ${shown(value)}.`);
      return;
    case "object":
      if (value === null) return;
      if (Array.isArray(value)) return checkItems(value, path);
      return checkFields(value, path);
    default:
      throw new EventRefused(`${path}: JSON has no ${typeof value}.`);
  }
}

function checkItems(items: readonly unknown[], path: string): void {
  for (let index = 0; index < items.length; index++) check(items[index], path);
}

function checkFields(object: object, path: string): void {
  const prototype: unknown = Object.getPrototypeOf(object);
  if (prototype !== Object.prototype && prototype !== null) throw new EventRefused(`${path}: only plain objects fit.`);
  for (const [key, field] of Object.entries(object)) check(field, key);
}

const shown = (value: number): string => (Object.is(value, -0) ? "negative zero" : String(value));
