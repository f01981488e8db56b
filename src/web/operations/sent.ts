import type { Sending } from "../api/operations.ts";
import { numberText } from "../desk/numbers.ts";
import { t } from "../words/words.ts";

/** The bound within which 99 of 100 were. */
export function slowestText(seen: Sending | null): string {
  if (!seen || seen.sent === 0) return "–";
  const { slowest_at_most_ms: most } = seen;
  return most === null ? t("operations.send.long") : t("operations.send.within", { n: numberText(most) });
}

/** Of how many, and of whom: each process tells its own. */
export function sentText(seen: Sending | null): string {
  return seen ? t("operations.send.of", { n: seen.sent, minutes: seen.minutes, process: seen.process }) : "";
}
