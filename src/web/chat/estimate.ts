import type { Row } from "./rows.ts";

const line = 22;
const charactersOnALine = 62;

/** How high a row is likely to be, in pixels: the closer, the less the scrollbar moves when it is measured. */
export function estimateOf(row: Row): number {
  if (row.kind !== "message") return row.kind === "outgoing" ? 50 : 44;
  const { content, reply_to, reactions, link_preview } = row.line;
  const lines = content
    .split("\n")
    .reduce((sum, each) => sum + Math.max(1, Math.ceil(each.length / charactersOnALine)), 0);
  return (
    20 +
    lines * line +
    (reply_to ? 54 : 0) +
    (reactions.length > 0 ? 32 : 0) +
    (link_preview ? 96 : 0) +
    (row.isFirst ? 12 : 3)
  );
}
