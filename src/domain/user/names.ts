import { characters, disturbsALine, isBroken } from "../text.ts";

/** Characters of a display name. */
export const maxDisplayNameLength = 100;

/** As it is kept: composed, without white space around. */
export function tidyDisplayName(typed: string): string {
  return typed.normalize("NFC").trim();
}

/** Why this can't be a display name, as a sentence; null when it can. It is to be tidied before. */
export function displayNameProblem(name: string): string | null {
  if (isBroken(name) || disturbsALine(name)) return "A display name is one line, without control characters.";
  if (characters(name) > maxDisplayNameLength) return `A display name has at most ${maxDisplayNameLength} characters.`;
  if (!showsSomething(name)) return "A display name needs a character that can be seen.";
  return null;
}

/** Usernames are one whatever the case they are typed in. */
export function foldUsername(typed: string): string {
  return typed.normalize("NFKC").trim().toLowerCase();
}

/** Why this can't be a username, as a sentence; null when it can. */
export function usernameProblem(username: string): string | null {
  return /^[a-z0-9._-]{3,32}$/.test(foldUsername(username))
    ? null
    : "A username is 3 to 32 of a–z, 0–9, dot, underscore and hyphen.";
}

/** Fillers count as letters or symbols, and show nothing. */
function showsSomething(name: string): boolean {
  return /[\p{L}\p{N}\p{P}\p{S}]/u.test(name.replaceAll(/[\u115F\u1160\u2800\u3164\uFFA0]/g, ""));
}
