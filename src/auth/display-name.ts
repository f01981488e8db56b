import { invalid, type Refused } from "./refused.ts";
import { holdsInvisible, lengthOf, unfitText } from "./text.ts";

export const maxDisplayNameLength = 100;

/** What others see, in any script. */
export function displayNameFrom(text: string, path = "display_name"): string | Refused {
  const unfit = unfitText(text);
  if (unfit !== null) return invalid(path, unfit);
  const name = text.normalize("NFC").trim();
  if (holdsInvisible(name)) return invalid(path, "It holds a character that cannot be seen.");
  if (!/[\p{L}\p{N}\p{P}\p{S}]/u.test(name)) return invalid(path, "A display name has something to see.");
  if (lengthOf(name) <= maxDisplayNameLength) return name;
  return invalid(path, `A display name has at most ${maxDisplayNameLength} characters.`);
}
