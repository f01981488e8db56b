import { characters } from "../domain/text.ts";
import { invalid, type Refused } from "./refused.ts";
import { unfitText } from "./text.ts";

/** One that may be hashed or compared: whichever keyboard typed it, the same characters are the same bytes. */
export type Password = string & { readonly brand: "password" };

const minLength = 8;
const maxLength = 256;

export function passwordFrom(text: string, path = "password"): Password | Refused {
  const unfit = unfitText(text);
  if (unfit !== null) return invalid(path, unfit);
  const password = text.normalize("NFKC");
  const length = characters(password);
  if (length >= minLength && length <= maxLength) return password as Password;
  return invalid(path, `A password has ${minLength} to ${maxLength} characters.`);
}
