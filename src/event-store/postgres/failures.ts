import { isPassing, leavesCommitUnknown } from "../../platform/postgres/passing.ts";
import { reasonOf } from "../../platform/start-refused.ts";
import { StoreUnavailable } from "../errors.ts";

/**
 * What an error of the database says about an append: `refused` by the statement itself, `not written` because the
 * server could not just now (its transaction was rolled back), or `unknown` because the connection was lost.
 */
export function outcomeOf(error: unknown): "refused" | "not written" | "unknown" {
  const code = (error as { code?: unknown }).code;
  if (typeof code !== "string" || code.length !== 5) return "unknown";
  if (leavesCommitUnknown(code)) return "unknown";
  if (isPassing(code)) return "not written";
  return "refused";
}

export function unavailable(error: unknown, outcome: "not written" | "unknown"): StoreUnavailable {
  return new StoreUnavailable(reasonOf(error), { outcome, cause: error });
}

/** Reads change nothing: whatever is not the statement's fault is an outage. */
export async function readSafely<T>(read: () => Promise<T>): Promise<T> {
  try {
    return await read();
  } catch (error) {
    if (outcomeOf(error) === "refused") throw error;
    throw unavailable(error, "not written");
  }
}
