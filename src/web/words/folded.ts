import { lettersOf } from "./letters.ts";

/** A name as it is compared: without case and without marks on letters, ł as l. */
export function folded(text: string): string {
  return text.normalize("NFKD").replaceAll(/\p{M}/gu, "").toLowerCase().replaceAll("ł", "l").replaceAll("ø", "o");
}

/** Where what was typed stands in a name: before, the part itself, and after; null where it does not. */
export function foundIn(name: string, query: string): readonly [string, string, string] | null {
  const letters = lettersOf(name);
  const places = letters.map((letter) => folded(letter));
  const at = places.join("").indexOf(folded(query));
  if (at < 0 || query === "") return null;
  let length = 0;
  const start = places.findIndex((place) => (length += place.length) > at);
  let end = start;
  for (let left = folded(query).length; left > 0 && end < places.length; end += 1) left -= places[end]?.length ?? 0;
  return [letters.slice(0, start).join(""), letters.slice(start, end).join(""), letters.slice(end).join("")];
}
