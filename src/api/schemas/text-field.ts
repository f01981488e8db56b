import { z } from "zod";

/** Longer than any name, and short enough to be looked at closely. */
const maxLength = 10_000;

/** A text for which a rule of the domain gives the sentence that says what is wrong with it; null when nothing is. */
export function textField(problemOf: (text: string) => string | null) {
  return z
    .string()
    .max(maxLength)
    .superRefine((text, context) => {
      const message = text.length <= maxLength ? problemOf(text) : null;
      if (message !== null) context.addIssue({ code: "custom", message });
    });
}
