import { lettersOf } from "../words/letters.ts";

const colours = 10;

/** The class of a person's colours, or a group's: always the same for the same id. */
export function personClass(id: string): string {
  let hash = 0;
  for (const character of id) hash = (hash * 31 + (character.codePointAt(0) ?? 0)) % 1_000_003;
  return `person-${hash % colours}`;
}

const cjk = /[\u2E80-\u9FFF\uF900-\uFAFF\u3040-\u30FF\uAC00-\uD7AF]/;

/** Two letters of a name; of a Chinese, Japanese or Korean one the last two characters. */
export function initialsOf(name: string, kind: "person" | "group"): string {
  const words = name
    .trim()
    .split(/[\s·.,&+/()-]+/u)
    .filter((word) => /[\p{L}\p{N}]/u.test(word));
  const [first = "?"] = words;
  if (cjk.test(first)) return lettersOf(first).slice(-2).join("");
  const last = words.length > 1 ? words.at(-1) : undefined;
  const letters = lettersOf(first);
  if (kind === "group" && last !== undefined) return `${letters[0] ?? ""}${lettersOf(last)[0] ?? ""}`;
  if (last !== undefined) return `${letters[0] ?? ""}${lettersOf(last)[0] ?? ""}`.toUpperCase();
  return kind === "group" ? letters.slice(0, 2).join("") : letters.slice(0, 2).join("").toUpperCase();
}
