import { comparedFrom } from "./compared-from.ts";
import { begins, ends, marked } from "./searchable.ts";
import type { Term } from "./terms.ts";

export interface Highlight {
  readonly text: string;
  readonly isMatch: boolean;
}

/** Of a long text so much is shown, from so far before its first match on. */
const longest = 300;
const lead = 60;

/** A stretch of the text, from one index up to another. */
interface Stretch {
  readonly from: number;
  readonly to: number;
}

/** The text around its first match, in the order of its parts: those that were found, and what is between them. */
export function highlightsOf(text: string, terms: readonly Term[]): readonly Highlight[] {
  const matches = merged(matchesIn(text, terms));
  const { from, to } = shownOf(text, matches[0]);
  const parts: Highlight[] = [];
  let at = from;
  for (const match of matches) {
    if (match.from >= to) break;
    const end = Math.min(match.to, to);
    parts.push({ text: text.slice(at, match.from), isMatch: false });
    parts.push({ text: text.slice(match.from, end), isMatch: true });
    at = end;
  }
  parts.push({ text: text.slice(at, to), isMatch: false });
  return parts.filter((part) => part.text !== "");
}

function matchesIn(text: string, terms: readonly Term[]): Stretch[] {
  const compared = comparedFrom(text);
  const within = marked(compared.text);
  const isMark = Array.from(within.split(""), (unit) => unit === begins || unit === ends);
  let letters = 0;
  const lettersBefore = isMark.map((mark) => (mark ? letters : letters++));
  lettersBefore.push(letters);
  return terms.flatMap(({ needle }) =>
    placesOf(needle, within).map((at) =>
      compared.original(lettersBefore[at] ?? letters, lettersBefore[at + needle.length] ?? letters),
    ),
  );
}

function placesOf(needle: string, text: string): readonly number[] {
  const places: number[] = [];
  for (let at = text.indexOf(needle); at >= 0; at = text.indexOf(needle, at + needle.length)) places.push(at);
  return places;
}

/** In their order, those that touch as one. */
function merged(stretches: readonly Stretch[]): readonly Stretch[] {
  const apart: Stretch[] = [];
  for (const stretch of stretches.toSorted((one, other) => one.from - other.from)) {
    const last = apart.at(-1);
    if (last && stretch.from <= last.to)
      apart[apart.length - 1] = { from: last.from, to: Math.max(last.to, stretch.to) };
    else apart.push(stretch);
  }
  return apart;
}

function shownOf(text: string, first: Stretch | undefined): Stretch {
  if (text.length <= longest) return { from: 0, to: text.length };
  const from = wholeAt(text, Math.max(0, (first?.from ?? 0) - lead));
  return { from, to: wholeAt(text, Math.min(text.length, from + longest)) };
}

/** Not between the halves of a character. */
function wholeAt(text: string, at: number): number {
  return /[\uDC00-\uDFFF]/.test(text[at] ?? "") && at > 0 ? at - 1 : at;
}
