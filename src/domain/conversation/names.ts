import { characters, disturbsALine, isBroken } from "../text.ts";

/** Characters of a conversation's name. */
export const maxNameLength = 255;
/** Characters of a conversation's description. */
export const maxDescriptionLength = 2_000;

/** What a conversation is called, as it was typed. Empty: nothing. */
export interface Names {
  readonly name?: string;
  readonly description?: string;
}

/** The same without white space around; what is absent stays absent. */
export function trimmed({ name, description }: Names): Names {
  return {
    ...(name !== undefined && { name: name.trim() }),
    ...(description !== undefined && { description: description.trim() }),
  };
}

/** Why these can't be a conversation's name and description, as a sentence; null when they can. */
export function namesProblem({ name = "", description = "" }: Names): string | null {
  if (isBroken(name) || disturbsALine(name)) return "A name is one line, without control characters.";
  if (characters(name) > maxNameLength) return `A name has at most ${maxNameLength} characters.`;
  if (isBroken(description)) return "The description holds characters that can't be kept.";
  if (characters(description) > maxDescriptionLength)
    return `A description has at most ${maxDescriptionLength} characters.`;
  return null;
}
