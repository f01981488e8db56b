import { characters, disturbsALine, isBroken } from "../text.ts";

/** Characters of a team's name. */
export const maxTeamNameLength = 100;

/** As it is kept: composed, without white space around. */
export function tidyTeamName(typed: string): string {
  return typed.normalize("NFC").trim();
}

/** Why this can't be a team's name, as a sentence; null when it can. It is to be tidied before. */
export function teamNameProblem(name: string): string | null {
  if (isBroken(name) || disturbsALine(name)) return "A name is one line, without control characters.";
  if (characters(name) > maxTeamNameLength) return `A team's name has at most ${maxTeamNameLength} characters.`;
  if (!/[\p{L}\p{N}]/u.test(name)) return "A team's name needs a letter or a digit.";
  return null;
}
