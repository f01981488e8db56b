/** A mail's headers by name in lower case, as people read them. */
export function headersOf(eml: string): ReadonlyMap<string, string> {
  const [head = ""] = eml.split(/\r?\n\r?\n/, 1);
  const lines = head.replaceAll(/\r?\n[ \t]+/g, " ").split(/\r?\n/);
  return new Map(
    lines.map((line): [string, string] => {
      const colon = line.indexOf(":");
      return [line.slice(0, colon).toLowerCase(), decoded(line.slice(colon + 1).trim())];
    }),
  );
}

/** Encoded words (RFC 2047) in UTF-8, which is what we write; blanks between two of them are none. */
function decoded(value: string): string {
  return value
    .replaceAll(/\?=\s+=\?/g, "?==?")
    .replaceAll(/(?:=\?UTF-8\?[BQ]\?[^?]*\?=)+/gi, (words) =>
      Buffer.concat([...words.matchAll(/=\?UTF-8\?([BQ])\?([^?]*)\?=/gi)].map(bytesOf)).toString(),
    );
}

function bytesOf([, encoding = "", text = ""]: RegExpExecArray | RegExpMatchArray): Buffer {
  if (encoding.toUpperCase() === "B") return Buffer.from(text, "base64");
  const escaped = text
    .replaceAll("_", " ")
    .replaceAll(/=([0-9A-F]{2})/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
  return Buffer.from(escaped, "latin1");
}
