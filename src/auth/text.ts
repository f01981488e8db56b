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
