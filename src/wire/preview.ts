const previewLength = 120;

/** The beginning of a text, on one line. */
export function previewOfText(text: string): string {
  const flat = text
    .slice(0, 4 * previewLength)
    .replaceAll(/\s+/g, " ")
    .trim();
  const characters = Array.from(flat);
  return characters.length <= previewLength ? flat : `${characters.slice(0, previewLength - 1).join("")}…`;
}
