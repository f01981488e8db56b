const name = "verbatim-emoji";
const kept = 9;
const first = ["👍", "❤️", "✅", "😂", "🎉", "👀", "🙏", "😮", "🚀"];

/** What was chosen last on this browser, before that what is chosen most anywhere. */
export function oftenUsed(): readonly string[] {
  const used = (localStorage.getItem(name) ?? "").split(" ").filter((each) => each !== "");
  return [...new Set([...used, ...first])].slice(0, kept);
}

export function remember(emoji: string): void {
  localStorage.setItem(name, [...new Set([emoji, ...oftenUsed()])].slice(0, kept).join(" "));
}
