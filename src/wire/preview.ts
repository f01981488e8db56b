const previewLength = 120;

/** So much of a text is looked at: white space becomes one blank. */
const lookedAt = 4 * previewLength;

const clusters = new Intl.Segmenter("und", { granularity: "grapheme" });

/** The beginning of a text, on one line. */
export function previewOfText(text: string): string {
  const beginning = text.length <= lookedAt ? text : withoutHalf(text.slice(0, lookedAt));
  const flat = beginning.replaceAll(/\s+/g, " ").trim();
  const isWhole = beginning === text && (flat.length <= previewLength || Array.from(flat).length <= previewLength);
  return isWhole ? flat : `${cut(flat)}…`;
}

/** What a cut leaves of a character is no text. */
const withoutHalf = (text: string): string => text.replace(/[\uD800-\uDBFF]$/, "");

/** At most so many characters that there is room for the ellipsis; an emoji of several is there as a whole or not at all. */
function cut(flat: string): string {
  let kept = "";
  let room = previewLength - 1;
  for (const { segment } of clusters.segment(flat)) {
    room -= Array.from(segment).length;
    if (room < 0) break;
    kept += segment;
  }
  return kept === ""
    ? Array.from(flat)
        .slice(0, previewLength - 1)
        .join("")
    : kept;
}
