import { folded } from "../folded.ts";

/**
 * Characters that are found by themselves and by twos: of scripts that put no spaces between words, and symbols such as
 * emoji. Whatever else is a letter or a digit makes words.
 */
const dense = String.raw`[[[\p{scx=Han}\p{scx=Hira}\p{scx=Kana}\p{scx=Bopo}\p{sc=Hang}\p{sc=Thai}\p{sc=Laoo}\p{sc=Khmr}\p{sc=Mymr}]&&[\p{L}\p{N}]][\p{S}--\p{ASCII}]]`;

export const denseRuns = new RegExp(`${dense}+`, "gv");
export const words = new RegExp(String.raw`[[\p{L}\p{N}]--${dense}]+`, "gv");

/** Stand around each word, so that the beginning and the end of one can be looked for like any letter. */
export const begins = "\u0001";
export const ends = "\u0002";

/** Text as it is compared: whatever the case, the accents, and what white space is between. */
export function compared(text: string): string {
  const plain = folded(text.toWellFormed()).normalize("NFC"); // syllables of Hangul are characters again
  return plain
    .replaceAll(/\p{Cf}/gu, "")
    .replaceAll(/[\p{White_Space}\p{Cc}]+/gu, " ")
    .trim();
}

/** Of compared text: each word between its marks. */
export function marked(text: string): string {
  return text.replaceAll(words, (word) => `${begins}${word}${ends}`);
}

/** A message's text as the index holds it: with the marks, so that one search for a string tells what stands where. */
export const searchable = (text: string): string => marked(compared(text));
