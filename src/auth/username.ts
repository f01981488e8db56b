import { invalid, type Refused } from "./refused.ts";
import { unfitText } from "./text.ts";

export interface Username {
  /** As typed, but for the blanks around it and for compatibility forms such as full-width letters. */
  readonly shown: string;
  /** By which it is unique. */
  readonly folded: string;
}

export function usernameFrom(text: string, path = "username"): Username | Refused {
  const unfit = unfitText(text);
  if (unfit !== null) return invalid(path, unfit);
  const shown = text.normalize("NFKC").trim();
  const folded = shown.toLowerCase();
  if (/^[a-z0-9._-]{3,32}$/.test(folded)) return { shown, folded };
  return invalid(path, "A username is 3 to 32 letters a to z, digits, dots, underscores and hyphens.");
}
