import { begins, ends, searchable, words } from "./searchable.ts";

/** Something that has to stand in a text: strings to look for in searchable text. */
export interface Term {
  /** Wherever this stands, it is found. */
  readonly needle: string;
  /** So it stands where its words begin. */
  readonly beginning: string;
  /** So it stands as whole words. */
  readonly whole: string;
}

const shortestPart = 3;

/**
 * Found as it was typed, as part of words too; of one or two letters only where a word begins, and a single letter only
 * by itself: less would be in nearly every text. Null where nothing is left to look for.
 */
export function termOf(text: string): Term | null {
  const whole = searchable(text);
  if (whole === "") return null;
  const [first] = whole.match(words) ?? [];
  const beginning = isOneLetter(whole, first) ? whole : without(whole, "", ends);
  const isOpen = first !== undefined && Array.from(first).length >= shortestPart;
  return { needle: isOpen ? without(beginning, begins, "") : beginning, beginning, whole };
}

/** Found as whole words that follow each other as they were typed. */
export function phraseOf(text: string): Term | null {
  const whole = searchable(text);
  return whole === "" ? null : { needle: whole, beginning: whole, whole };
}

const isOneLetter = (whole: string, first: string | undefined): boolean =>
  first !== undefined && whole === `${begins}${first}${ends}` && Array.from(first).length === 1;

function without(text: string, start: string, end: string): string {
  const from = start !== "" && text.startsWith(start) ? start.length : 0;
  return text.slice(from, end !== "" && text.endsWith(end) ? -end.length : undefined);
}
