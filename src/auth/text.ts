/** What no name, address or password may hold, as a sentence; null when it holds none of it. */
export function unfitText(text: string): string | null {
  if (!text.isWellFormed()) return "It holds half a character (a lone surrogate).";
  if (/\p{Cc}/u.test(text)) return "It holds a control character.";
  return null;
}

/** For a query: what no column can hold is looked for as null, which equals nothing. */
export function findable(text: string): string | null {
  return unfitText(text) === null ? text : null;
}

/** What turns the direction of the text around it or passes unseen. Joiners stay: emoji and several scripts need them. */
export function holdsInvisible(text: string): boolean {
  return /[\p{Bidi_Control}\p{Zl}\p{Zp}\u00ad\u200b\u2060-\u2064\ufeff]/u.test(text);
}

/** How many characters a person would have typed, near enough: code points. */
export function lengthOf(text: string): number {
  return Array.from(text).length;
}
