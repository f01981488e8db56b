import { begins, denseRuns, ends, words } from "./searchable.ts";

/** So many grams narrow a search down as far as more would. */
const mostAsked = 32;

/**
 * What a searchable text is found by: of words each three letters that follow each other, and how they begin, so that
 * two letters find something; of dense scripts each character and each two. As hashes: two of them may be the same, and
 * whatever is found is compared with the text.
 */
export function gramsOf(searchable: string): readonly number[] {
  const grams = wordGrams(searchable);
  for (const run of runsIn(searchable)) {
    addRuns(grams, run, 1);
    addRuns(grams, run, 2);
  }
  return [...grams];
}

/** What every text has in which such a string stands, as far as it helps; empty where nothing can be told. */
export function gramsWithin(needle: string): readonly number[] {
  const grams = wordGrams(needle);
  for (const run of runsIn(needle)) addRuns(grams, run, Math.min(run.length, 2));
  const all = [...grams];
  const step = Math.max(1, all.length / mostAsked);
  return all.filter((_, n) => Math.floor(n / step) !== Math.floor((n - 1) / step));
}

/** Where a mark is missing, as at the ends of a needle, a word may go on. */
function wordGrams(text: string): Set<number> {
  const grams = new Set<number>();
  for (const { 0: word, index } of text.matchAll(words)) {
    const letters = Array.from(word);
    const [isBegun, isEnded] = [text[index - 1] === begins, text[index + word.length] === ends];
    if (isBegun && letters.length > 1) grams.add(hashed(`^${letters.slice(0, 2).join("")}`));
    if (isBegun && isEnded && letters.length === 1) grams.add(hashed(`^${word}$`));
    addRuns(grams, letters, 3);
  }
  return grams;
}

const runsIn = (text: string): readonly string[][] => Array.from(text.matchAll(denseRuns), ([run]) => Array.from(run));

function addRuns(grams: Set<number>, characters: readonly string[], length: number): void {
  for (let at = 0; at + length <= characters.length; at += 1)
    grams.add(hashed(characters.slice(at, at + length).join("")));
}

/** FNV-1a, within what PostgreSQL's `int` holds. */
export function hashed(text: string): number {
  let hash = 0x811c9dc5;
  for (let at = 0; at < text.length; at += 1) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
  return hash | 0;
}
