import { isUtf8 } from "node:buffer";

const lineFeed = 0x0a;
const carriageReturn = 0x0d;
const byteOrderMark = "\uFEFF";

/**
 * A file's lines, which end at a line feed and at nothing else: texts hold other separators. A carriage return just
 * before it belongs to the end, too, and a byte order mark to the file. Null stands for a line that is no UTF-8.
 */
export function textLines(bytes: Buffer): readonly (string | null)[] {
  const lines: (string | null)[] = [];
  for (let start = 0; start < bytes.length;) {
    const found = bytes.indexOf(lineFeed, start);
    const end = found === -1 ? bytes.length : found;
    const isCrLf = found !== -1 && end > start && bytes[end - 1] === carriageReturn;
    const line = bytes.subarray(start, isCrLf ? end - 1 : end);
    lines.push(isUtf8(line) ? line.toString("utf8") : null);
    start = end + 1;
  }
  if (lines[0]?.startsWith(byteOrderMark)) lines[0] = lines[0].slice(1);
  return lines;
}
