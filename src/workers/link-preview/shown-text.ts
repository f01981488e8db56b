const graphemes = new Intl.Segmenter("en", { granularity: "grapheme" });

/** What can't be seen, and what turns the order of what stands around it. */
const disturbing = /[\p{Cc}\p{Bidi_Control}\u00AD\u200B\u2060-\u2064\uFEFF\uFFF9-\uFFFB]/gu;

/** A stranger's words on one line, without anything that disturbs others: at most `limit` characters, none cut through. */
export function shownText(text: string, limit: number): string {
  const line = text.toWellFormed().replaceAll(/\s+/gu, " ").replaceAll(disturbing, "").replaceAll(/ +/g, " ").trim();
  if (lengthOf(line) <= limit) return line;
  let shown = "";
  let length = 0;
  for (const { segment } of graphemes.segment(line)) {
    length += lengthOf(segment);
    // The ellipsis is one of them.
    if (length > limit - 1) break;
    shown += segment;
  }
  return shown === "" ? "" : `${shown.trimEnd()}…`;
}

function lengthOf(text: string): number {
  let length = 0;
  for (const _ of text) length += 1;
  return length;
}
