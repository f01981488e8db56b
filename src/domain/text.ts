/** Bytes of a message's text, in UTF-8. */
export const maxTextBytes = 10 * 1024;

export const emptyText = "A message can't be empty.";

/** Why this can't be a message's text, as a sentence; null when it can. The text is kept as it is. */
export function textProblem(text: string): string | null {
  if (isBroken(text)) return "The text holds characters that can't be kept.";
  if (showsNothing(text)) return emptyText;
  if (utf8Length(text) > maxTextBytes) return "A message holds at most 10 KB of text.";
  return null;
}

/** Zero bytes and halves of characters can't be stored, sent and shown alike everywhere. */
export function isBroken(text: string): boolean {
  return text.includes("\0") || !text.isWellFormed();
}

/** White space, marks that only say how others are to be shown, and fillers. */
export function showsNothing(text: string): boolean {
  return /^[\s\p{Cc}\p{Cf}\p{Variation_Selector}\u034F\u115F\u1160\u2800\u3164\uFFA0]*$/u.test(text);
}

/** What doesn't belong into one line of a name: control, line breaks, what turns the order of others or can't be seen. */
export function disturbsALine(text: string): boolean {
  return /[\p{Cc}\p{Zl}\p{Zp}\p{Bidi_Control}\u00AD\u200B\u2060-\u2064\uFEFF]/u.test(text);
}

/** As a person counts, nearly: an emoji of several parts counts each. */
export function characters(text: string): number {
  let count = 0;
  for (const _ of text) count += 1;
  return count;
}

/** Bytes in UTF-8, of well-formed text. */
export function utf8Length(text: string): number {
  let bytes = text.length;
  for (let index = 0; index < text.length; index += 1) {
    const unit = text.charCodeAt(index);
    if (unit >= 0x80) bytes += 1;
    // Each half of a pair is two of the pair's four bytes.
    if (unit >= 0x800 && (unit < 0xd800 || unit > 0xdfff)) bytes += 1;
  }
  return bytes;
}
