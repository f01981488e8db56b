/** What a nick is made of on the network that the logs are from. */
export const nickCharacters = "A-Za-z0-9\\-\\[\\]\\\\^_{|}`";

/** Old logs put a blank after each `]` of a nick: `Cal[] John` is `Cal[]John`. No nick holds a blank. */
export function mended(nick: string): string {
  return nick.replaceAll("] ", "]");
}

/** Nicks are one whatever their case; of four marks the network knows two cases, too (RFC 1459). */
export function foldNick(nick: string): string {
  return nick.toLowerCase().replace(/[[\]\\^]/g, (mark) => lowerMarks[mark] ?? mark);
}

const lowerMarks: Readonly<Record<string, string>> = { "[": "{", "]": "}", "\\": "|", "^": "~" };
