import pg from "pg";

/** The type `text[]`; the driver has no name for it. */
export const textArray = 1_009;

/** The driver's own, of whatever shape. */
const parse = new pg.TypeOverrides().getTypeParser(textArray) as unknown as (text: string) => readonly unknown[];

/** Nothing in it is quoted, and no array is in it. */
const plain = /^\{[^"\\{]+\}$/;

/** PostgreSQL's text of an array of texts. Most hold ids, which the driver would read character by character. */
export function textsOf(text: string): readonly unknown[] {
  if (text === "{}") return [];
  return plain.test(text) && !text.includes("NULL") ? text.slice(1, -1).split(",") : parse(text);
}
