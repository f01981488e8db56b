export const usualReactions = ["👍", "❤️", "😂", "😮", "😢", "✅"] as const;

/** What can be reacted with: some emojis, or any single one. */
export type AllowedReactions = readonly string[] | "any";

export function isAllowed(text: string, allowed: AllowedReactions): boolean {
  return allowed === "any" ? isOneEmoji(text) : allowed.includes(text);
}

/** One emoji as it is shown, of however many code points: with skin tones, joined, a flag. */
export function isOneEmoji(text: string): boolean {
  return text.length <= maxLength && /^\p{RGI_Emoji}$/v.test(text);
}

/** UTF-16 units: the longest emojis have half of it. */
const maxLength = 64;
