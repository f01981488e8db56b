import { characters, disturbsALine, isBroken } from "../text.ts";
import type { Incident } from "./events.ts";

/** Lots of one incident. */
export const maxLots = 100;
/** Characters of a lot. */
export const maxLotLength = 100;

/** Of a room that was none, what is not said is what an incident begins with. */
export function incidentAfter(before: Incident | null, { status, severity, lots }: Partial<Incident>): Incident {
  const from: Incident = before ?? { status: "open", severity: "medium", lots: [] };
  return { status: status ?? from.status, severity: severity ?? from.severity, lots: lots ?? from.lots };
}

/** Without white space around, and each once. */
export function tidyLots(lots: readonly string[]): readonly string[] {
  return [...new Set(lots.map((lot) => lot.trim()))];
}

/** Why these can't be an incident's lots, as a sentence; null when they can. */
export function lotsProblem(lots: readonly string[]): string | null {
  if (lots.length > maxLots) return `An incident has at most ${maxLots} lots.`;
  if (lots.some((lot) => lot.trim() === "")) return "A lot can't be empty.";
  if (lots.some((lot) => isBroken(lot) || disturbsALine(lot.trim())))
    return "A lot is one line, without control characters.";
  if (lots.some((lot) => characters(lot.trim()) > maxLotLength)) return `A lot has at most ${maxLotLength} characters.`;
  return null;
}
