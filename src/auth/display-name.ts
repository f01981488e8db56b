import { displayNameProblem, tidyDisplayName } from "../domain/user/names.ts";
import { invalid, type Refused } from "./refused.ts";
import { unfitText } from "./text.ts";

/** What others see, in any script; the rule is the domain's. */
export function displayNameFrom(text: string, path = "display_name"): string | Refused {
  const name = tidyDisplayName(text);
  const problem = unfitText(text) ?? displayNameProblem(name);
  return problem === null ? name : invalid(path, problem);
}
