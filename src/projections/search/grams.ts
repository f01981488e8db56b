import { begins, denseRuns, ends, words } from "./searchable.ts";

/** So many grams narrow a term down as far as more would. */
const enough = 8;

/**
 * What a searchable text is found by: of words each three letters that follow each other, how they begin, so that two
 * letters find something, and what they touch, other words and signs, so that phrases and code of common words are found;
 * of dense scripts each character and each two. As hashes: two of them may be the same, and whatever is found is compared
 * with the text.
 */
export function gramsOf(searchable: string): readonly number[] {
  const grams = new Set<number>();
  const found = wordsIn(searchable);
  for (const [n, word] of found.entries()) {
    addWord(grams, word);
    addTouching(grams, word, found[n + 1]);
  }
  for (const run of runsIn(searchable)) {
    addRuns(grams, run, 1);
    addRuns(grams, run, 2);
  }
  return [...grams];
}

/** What every text has in which such a string stands, as far as it helps; empty where nothing can be told. */
export function gramsWithin(needle: string, most = enough): readonly number[] {
  const [touching, within] = [new Set<number>(), new Set<number>()];
  const found = wordsIn(needle);
  for (const [n, word] of found.entries()) {
    const beside = [found[n - 1], found[n + 1]];
    addTouching(touching, word, found[n + 1]);
    const isPaired = isWhole(word) && beside.some((each) => each !== undefined && isWhole(each));
    if (!isPaired) addWord(within, word);
  }
  for (const run of runsIn(needle)) addRuns(within, run, Math.min(run.length, 2));
  const first = spread([...touching], most);
  return [...first, ...spread([...within], most - first.length)];
}

/** So many of all, from all over them. */
function spread(all: readonly number[], most: number): readonly number[] {
  const step = Math.max(1, all.length / most);
  return all.filter((_, n) => Math.floor(n / step) !== Math.floor((n - 1) / step));
}

interface Word {
  readonly text: string;
  /** Where a mark is missing, as at the ends of a needle, a word may go on. */
  readonly isBegun: boolean;
  readonly isEnded: boolean;
  /** The sign before its mark and the one after it; empty where there is none, or a space. */
  readonly before: string;
  readonly after: string;
}

const wordsIn = (text: string): readonly Word[] =>
  Array.from(text.matchAll(words), ({ 0: word, index }) => {
    const end = index + word.length;
    const [isBegun, isEnded] = [text[index - 1] === begins, text[end] === ends];
    const before = isBegun ? (text[index - 2] ?? "") : "";
    const after = isEnded ? (text[end + 1] ?? "") : "";
    return { text: word, isBegun, isEnded, before: before.trim(), after: after.trim() };
  });

const isWhole = ({ isBegun, isEnded }: Word): boolean => isBegun && isEnded;

function addTouching(grams: Set<number>, word: Word, next: Word | undefined): void {
  const { text, before, after } = word;
  if (before !== "") grams.add(hashed(`${before}${begins}${text[0] ?? ""}`));
  if (after !== "") grams.add(hashed(`${text.at(-1) ?? ""}${ends}${after}`));
  if (next && isWhole(word) && isWhole(next)) grams.add(hashed(`${text} ${next.text}`));
}

function addWord(grams: Set<number>, { text, isBegun, isEnded }: Word): void {
  const letters = Array.from(text);
  if (isBegun && letters.length > 1) grams.add(hashed(`^${letters.slice(0, 2).join("")}`));
  if (isBegun && isEnded && letters.length === 1) grams.add(hashed(`^${text}$`));
  addRuns(grams, letters, 3);
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
