/** Types of images that are passed on. SVG is none of them: it is a document with scripts. */
export type ImageType = "image/png" | "image/jpeg" | "image/gif" | "image/webp";

/** By its first bytes; null where it is none of them. */
export function typeOfImage(bytes: Buffer): ImageType | null {
  const begins = (text: string, from = 0): boolean => bytes.subarray(from, from + text.length).equals(latin1(text));
  if (begins("\x89PNG\r\n\x1a\n")) return "image/png";
  if (begins("\xff\xd8\xff")) return "image/jpeg";
  if (begins("GIF87a") || begins("GIF89a")) return "image/gif";
  return begins("RIFF") && begins("WEBP", 8) ? "image/webp" : null;
}

const latin1 = (text: string): Buffer => Buffer.from(text, "latin1");
