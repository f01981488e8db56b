import { characters, disturbsALine, isBroken } from "../text.ts";

/** Characters of why an auditor looks, or holds. */
export const maxReasonLength = 500;

/** Why this can't be a reason, as a sentence; null when it can. Others read it in a list: it is one line. */
export function reasonProblem(text: string): string | null {
  if (text.trim() === "") return "Say why: it is recorded, and others can see it.";
  if (isBroken(text) || disturbsALine(text)) return "A reason is one line, without control characters.";
  if (characters(text) > maxReasonLength) return `A reason has at most ${maxReasonLength} characters.`;
  return null;
}
