import { z } from "zod";
import { reasonProblem } from "../../domain/audit/reason.ts";

/** As many as 500 characters take, percent-encoded. */
const maxHeaderLength = 6_000;

const reasonHeader = z
  .string({ error: "Say why you look." })
  .max(maxHeaderLength, "A reason has at most 500 characters.")
  .transform((text, context) => {
    const reason = decoded(text);
    const message = reason === null ? "This is no percent-encoded UTF-8." : reasonProblem(reason);
    if (reason !== null && message === null) return reason;
    context.addIssue({ code: "custom", message: message ?? "" });
    return z.NEVER;
  })
  .describe("Why, as percent-encoded UTF-8, 1 to 500 characters. It is recorded, and others can see it.");

/** Where only a part of the answer is a look. */
export const mayHaveReason = z.looseObject({ "x-audit-reason": reasonHeader.exactOptional() });

/** The headers of what auditors look at. */
export const withReason = z.looseObject({ "x-audit-reason": reasonHeader });

export const reasonOf = ({ headers }: { readonly headers: z.output<typeof withReason> }): string =>
  headers["x-audit-reason"];

/** Null for what is not encoded so, and for bytes that no header should hold as they are. */
function decoded(text: string): string | null {
  if (!/^[\x20-\x7E]*$/.test(text)) return null;
  try {
    return decodeURIComponent(text);
  } catch {
    return null; // a stray percent sign, or bytes that are no UTF-8
  }
}
