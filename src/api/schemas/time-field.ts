import { z } from "zod";
import { timeFrom } from "../../domain/time.ts";

/** A time as clients send it, in UTC with milliseconds. */
export const timeField = z
  .string()
  .max(100)
  .transform((text, context) => {
    const time = timeFrom(text);
    if (time !== null) return time;
    context.addIssue({ code: "custom", message: "This is no time (ISO 8601)." });
    return z.NEVER;
  });
