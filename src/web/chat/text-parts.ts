export type TextPart =
  | { readonly kind: "text"; readonly text: string }
  | { readonly kind: "link"; readonly text: string; readonly address: string }
  | { readonly kind: "mention"; readonly text: string };

const linkPattern = String.raw`https?://[^\s<>"']+`;

/** Plain text in parts: addresses that can be followed, names that are mentioned, and what is between. */
export function partsOf(text: string, mentioned: readonly string[]): readonly TextPart[] {
  const names = mentioned.toSorted((a, b) => b.length - a.length).map(literally);
  const found = text.matchAll(new RegExp([linkPattern, ...names].join("|"), "giu"));
  const parts: TextPart[] = [];
  let at = 0;
  for (const match of found) {
    const words = match[0].startsWith("@") ? match[0] : withoutEnd(match[0]);
    if (match.index > at) parts.push({ kind: "text", text: text.slice(at, match.index) });
    parts.push(partOf(words, mentioned));
    at = match.index + words.length;
  }
  if (at < text.length) parts.push({ kind: "text", text: text.slice(at) });
  return parts;
}

/** As a pattern that fits these words and no others. */
function literally(words: string): string {
  return words.replaceAll(/[$()*+.?[\\\]^{|}]/g, String.raw`\$&`);
}

function partOf(words: string, mentioned: readonly string[]): TextPart {
  if (!words.startsWith("@"))
    return URL.canParse(words) ? { kind: "link", text: words, address: words } : { kind: "text", text: words };
  const name = mentioned.find((each) => each.toLowerCase() === words.toLowerCase());
  return name === undefined ? { kind: "text", text: words } : { kind: "mention", text: name };
}

const stops = new Set(".,;:!?'\"»”’");

/**
 * What ends a sentence is not of the address in it; nor is a bracket that was opened before it. There may be as many of
 * them as a message holds, so they are counted off.
 */
function withoutEnd(address: string): string {
  const hasOpened = address.includes("(");
  const isEnd = (letter: string): boolean => stops.has(letter) || (letter === ")" && !hasOpened);
  let end = address.length;
  while (isEnd(address.charAt(end - 1))) end -= 1;
  return address.slice(0, end);
}
