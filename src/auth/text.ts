/** What no name, address or password may hold, as a sentence; null when it holds none of it. */
export function unfitText(text: string): string | null {
  if (!text.isWellFormed()) return "It holds half a character (a lone surrogate).";
  if (/\p{Cc}/u.test(text)) return "It holds a control character.";
  return null;
}

/** What people see must not change the direction or the look of what stands around it. */
export function holdsInvisible(text: string): boolean {
  return /[\p{Cf}\p{Zl}\p{Zp}\p{Co}\p{Cn}]/u.test(text.replaceAll(joiners, ""));
}

/** Zero-width joiner and non-joiner: emoji and several scripts are written with them. */
const joiners = /[\u200c\u200d]/gu;

/** How many characters a person would have typed, near enough: code points. */
export function lengthOf(text: string): number {
  return Array.from(text).length;
}
