import { z } from "zod";
import { maxRevision } from "../../domain/ids.ts";
import { searchedTypes, type MessageSearch } from "../../projections/search/message-search.ts";
import { endOf, havings, startOf } from "../../projections/search/query.ts";
import { userIdField } from "../schemas/ids.ts";
import { cursor, cursorTime, limit } from "../schemas/page.ts";
import { dataConditions } from "./data-conditions.ts";

const position = z.string().regex(/^\d{1,18}$/);
const moment = { at: cursorTime, position };

const after = z.strictObject({
  newest: z.strictObject(moment),
  isFurther: z.boolean(),
  last: z.strictObject({ ...moment, rank: z.int().min(0).max(maxRevision) }).nullable(),
});

/** What a search is asked by. Beside these, fields of messages' data: `data.<field>[<comparison>]`. */
export const searchFields = {
  q: z
    .string()
    .max(1_000)
    .default("")
    .describe(
      'Words or parts of them, "phrases", and the operators `from:`, `in:`, `has:`, `before:` and `after:`. Any text is a query.',
    ),
  sender_id: userIdField.optional(),
  type: z.enum(searchedTypes).optional(),
  from: dayOrTime(startOf).describe("A time, or a day in UTC: not before it."),
  to: dayOrTime(endOf).describe("A time, or a day in UTC: not after it."),
  has: z.enum(havings).optional(),
  limit: limit(20),
  cursor: cursor(after),
};

function dayOrTime(read: (text: string) => string | null) {
  return z
    .string()
    .max(100)
    .transform((text, context): string => {
      const time = read(text);
      if (time !== null) return time;
      context.addIssue({ code: "custom", message: "This is neither a day nor a time (ISO 8601)." });
      return z.NEVER;
    })
    .optional();
}

/** Fields that no schema can name have text. */
export const otherField = z.string().max(1_000);

type Given = z.output<z.ZodObject<typeof searchFields>>;

/** @throws Problem for a field that there is not, or that asks no question of data. */
export function searchOf(query: Given & Readonly<Record<string, unknown>>): MessageSearch {
  const { q, sender_id: senderId, type, from, to, has, limit: size, cursor: last = null, ...others } = query;
  return {
    text: q,
    limit: size,
    after: last,
    ...(senderId !== undefined && { senderId }),
    ...(type && { type }),
    ...(has && { has: [has] }),
    ...(from !== undefined && { since: from }),
    ...(to !== undefined && { until: to }),
    data: dataConditions(others),
  };
}
