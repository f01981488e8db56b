import { reasonOf } from "../../platform/start-refused.ts";
import { StoreUnavailable } from "../errors.ts";

/**
 * What an error of the database says about an append: `refused` by the statement itself, `not written` because the
 * server could not just now (its transaction was rolled back), or `unknown` because the connection was lost.
 */
export function outcomeOf(error: unknown): "refused" | "not written" | "unknown" {
  const code = (error as { code?: unknown }).code;
  if (typeof code !== "string" || code.length !== 5) return "unknown";
  // 08 connection, 57P0x shut down: the transaction may have been committed just before.
  if (code.startsWith("08") || code.startsWith("57P")) return "unknown";
  // 25 read-only, 40 rolled back, 53 out of disk, memory or connections, 55 lock timeout, 57 cancelled, 58 I/O error.
  if (/^(25|40|53|55|57|58)/.test(code)) return "not written";
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
