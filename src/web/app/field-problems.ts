import type { ApiProblem } from "../api/problem.ts";
import type { Key } from "../words/en.ts";
import { t } from "../words/words.ts";

/** By the refusal's code and the field. */
const known: ReadonlyMap<string, Key> = new Map([
  ["conflict username", "welcome.username.taken"],
  ["conflict email", "welcome.email.taken"],
  ["validation_failed username", "welcome.username.hint"],
  ["validation_failed email", "welcome.email.incomplete"],
  ["validation_failed password", "welcome.password.unfit"],
  ["validation_failed new", "welcome.password.unfit"],
  ["forbidden current", "password.not_current"],
  ["forbidden invite", "welcome.invite.unusable"],
]);

/** What is wrong with each field, in the reader's language; what is not known here is said as the server says it. */
export function fieldProblems({ code, fields }: ApiProblem): Readonly<Record<string, string>> {
  return Object.fromEntries(
    fields.map(({ path, message }) => {
      const key = known.get(`${code} ${path}`);
      return [path, key ? t(key) : message];
    }),
  );
}
