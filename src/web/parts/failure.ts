import { ApiProblem } from "../api/problem.ts";
import { t } from "../words/words.ts";

/** What a person is told of something that did not work. */
export function failureOf(error: unknown): string {
  if (!(error instanceof ApiProblem)) {
    reportError(error);
    return t("common.failed");
  }
  if (error.passes) return t("common.offline");
  if (error.code === "rate_limited") return t("common.rate_limited");
  if (error.code === "forbidden" || error.code === "not_found") return t("common.forbidden");
  return error.message;
}
