import { z } from "zod";
import { maxRevision } from "../../domain/ids.ts";
import { timeFrom } from "../../domain/time.ts";
import { unfitIn } from "../plugins/unfit.ts";

export const limit = (fallback: number) => z.coerce.number<string>().int().min(1).max(100).default(fallback);

export const flag = z.enum(["true", "false"]).transform((text) => text === "true");

/** Where the next page begins: made of what it comes after, and opaque to clients. */
export function cursorText(after: object | null): string | null {
  return after && Buffer.from(JSON.stringify(after)).toString("base64url");
}

/** What cursors are made of. */
export const cursorTime = z.string().refine((text) => timeFrom(text) !== null);
/** As PostgreSQL writes a time, to the microsecond. */
export const cursorMoment = z.string().regex(/^\d{4,6}-\d\d-\d\d \d\d:\d\d:\d\d(\.\d{1,6})?[+-]\d\d(:\d\d){0,2}$/);
/** Of the log, in digits. */
export const cursorPosition = z.string().refine((text) => /^\d{1,19}$/.test(text) && BigInt(text) < 2n ** 63n);
export const cursorRevision = z.int().min(0).max(maxRevision);

/** A cursor that came back: whatever somebody sent, so it is checked again. */
export function cursor<Schema extends z.ZodType>(after: Schema) {
  return z
    .string()
    .max(1_000)
    .transform((text, context): z.output<Schema> => {
      const given = decoded(text);
      const parsed = after.safeParse(given);
      if (parsed.success && !unfitIn(given)) return parsed.data;
      context.addIssue({ code: "custom", message: "This is no next_cursor of this list." });
      return z.NEVER;
    })
    .optional()
    .describe("The next_cursor of the page before.");
}

function decoded(text: string): unknown {
  try {
    return JSON.parse(Buffer.from(text, "base64url").toString());
  } catch {
    return undefined; // which is nobody's cursor
  }
}

export const nextCursor = z.string().nullable();
