import { TextDecoder } from "node:util";

/** How far into a page its own word about its characters is looked for. */
const lookedThrough = 4 * 1024;

/** Of a header only so much is looked at. */
const longestHeader = 200;

const byteOrderMarks = [
  { bytes: [0xef, 0xbb, 0xbf], label: "utf-8" },
  { bytes: [0xfe, 0xff], label: "utf-16be" },
  { bytes: [0xff, 0xfe], label: "utf-16le" },
];

/**
 * A page's text: by its byte order mark, its header, its `meta`, whichever of them first names characters that are known;
 * else as UTF-8, or where it is none, as Western browsers read it. What makes no sense is U+FFFD.
 */
export function decoded(bytes: Buffer, contentType: string): string {
  const decoder = named(markOf(bytes)) ?? named(labelIn(contentType.slice(0, longestHeader))) ?? named(metaOf(bytes));
  return decoder ? decoder.decode(bytes) : guessed(bytes);
}

function markOf(bytes: Buffer): string | null {
  return byteOrderMarks.find((mark) => mark.bytes.every((byte, at) => bytes[at] === byte))?.label ?? null;
}

function labelIn(contentType: string): string | null {
  return /\bcharset\s*=\s*["']?\s*([^\s"';,>]+)/i.exec(contentType)?.[1] ?? null;
}

/** Whoever could be asked in ASCII was not written in UTF-16. */
function metaOf(bytes: Buffer): string | null {
  const head = bytes.subarray(0, lookedThrough).toString("latin1");
  for (const [tag] of head.matchAll(/<meta\s[^>]{0,512}>/gi)) {
    const label = labelIn(tag);
    if (label !== null) return /^utf-?16/i.test(label) ? "utf-8" : label;
  }
  return null;
}

function named(label: string | null): TextDecoder | null {
  if (label === null) return null;
  try {
    return new TextDecoder(label);
  } catch {
    return null; // no label that is known
  }
}

function guessed(bytes: Buffer): string {
  try {
    // As a stream: the last character may be cut through.
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes, { stream: true });
  } catch {
    return new TextDecoder("windows-1252").decode(bytes);
  }
}
