/** What could turn the order of others, or can't be seen. */
const hidden = /[\p{Cc}\p{Bidi_Control}\u00AD\u200B\u2060-\u2064\uFEFF]/gu;

/**
 * Text that means nothing but itself within a line of Markdown, whoever wrote it: every character that could begin
 * markup, an entity or a link is escaped, and white space is one blank.
 */
export function plainMarkdown(text: string): string {
  const line = text.toWellFormed().replaceAll(/\s+/gu, " ").replaceAll(hidden, "").trim();
  return line.replaceAll(/[!-/:-@[-`{-~]/g, String.raw`\$&`);
}

/** The same of several lines, as one paragraph of a list's item: each after the first stands under it. */
export function plainLines(text: string): string {
  return text
    .split(/\r\n|[\n\r\u2028\u2029]/u)
    .map(plainMarkdown)
    .filter((line) => line !== "")
    .join("\\\n  ");
}

/** Rows of a table, under its heading. */
export function markdownTable(heading: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string => `| ${cells.map(plainMarkdown).join(" | ")} |`;
  return [line(heading), `|${" --- |".repeat(heading.length)}`, ...rows.map(line)].join("\n");
}
