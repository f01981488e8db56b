import { foldUsername, usernameProblem } from "../domain/user/names.ts";
import { invalid, type Refused } from "./refused.ts";
import { unfitText } from "./text.ts";

export interface Username {
  /** As typed, but for the blanks around it and for compatibility forms such as full-width letters. */
  readonly shown: string;
  /** By which it is unique. */
  readonly folded: string;
}

/** The rule is the domain's. */
export function usernameFrom(text: string, path = "username"): Username | Refused {
  const problem = unfitText(text) ?? usernameProblem(text);
  if (problem !== null) return invalid(path, problem);
  return { shown: text.normalize("NFKC").trim(), folded: foldUsername(text) };
}
