/** Numbers from 0 up to 1 that look random and are the same in every run (mulberry32). */
export function chance(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

const vocabulary = 30_000;
const characters = 2_000;
const consonants = "bcdfghklmnprstvz";
const vowels = "aeiou";

/** The word of that rank: the first is in nearly every message, as in any language the second half as often. */
export function word(rank: number): string {
  const known = words.get(rank) ?? newWord(rank);
  words.set(rank, known);
  return known;
}

const words = new Map<number, string>();

function newWord(rank: number): string {
  const next = chance(rank);
  const syllables = 1 + Math.floor(next() * 3) + (rank > 50 ? 1 : 0);
  const letter = (of: string): string => of[Math.floor(next() * of.length)] ?? "";
  return Array.from({ length: syllables }, () => letter(consonants) + letter(vowels) + letter(consonants)).join("");
}

export const character = (rank: number): string => String.fromCodePoint(0x4e00 + (rank % characters));

/** By Zipf's law, near enough: the rank that so many of all are below. */
const rankOf = (share: number, count: number): number => Math.floor((count + 1) ** share) - 1;

/** What somebody says: three to twenty-five words, or in one message of ten as many characters of Chinese. */
export function text(n: number): string {
  const next = chance(n * 7_919 + 1);
  const length = 3 + Math.floor(next() ** 2 * 23);
  if (next() < 0.1) return Array.from({ length }, () => character(rankOf(next(), characters))).join("");
  return Array.from({ length }, () => word(rankOf(next(), vocabulary))).join(" ");
}
