/** Letters that are no letter with a mark, and that people type without it all the same. */
const plain: Readonly<Record<string, string>> = {
  ł: "l",
  ß: "ss",
  ø: "o",
  đ: "d",
  ð: "d",
  þ: "th",
  ħ: "h",
  ı: "i",
  æ: "ae",
  œ: "oe",
  ς: "σ",
};

/** Text as it is compared in searches: whatever the case and the accents. */
export function folded(text: string): string {
  const bare = text.normalize("NFKD").toLowerCase().normalize("NFKD").replaceAll(/\p{M}/gu, "");
  return bare.replaceAll(/[łßøđðþħıæœς]/g, (letter) => plain[letter] ?? letter);
}

/** The words of a folded text: what stands between everything that is neither letter nor digit. */
export function wordsOf(foldedText: string): readonly string[] {
  return [...new Set(foldedText.split(/[^\p{L}\p{N}]+/u).filter((word) => word !== ""))];
}
