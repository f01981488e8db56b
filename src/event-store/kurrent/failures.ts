import { reasonOf } from "../../platform/start-refused.ts";
import { StoreUnavailable } from "../errors.ts";
import { TimedOut } from "./timeout.ts";

/** gRPC: cancelled, deadline exceeded, internal (a stream reset by a stopping server), unavailable. */
const lostConnection = new Set([1, 4, 13, 14]);
const outages = new Set(["timeout", "deadline-exceeded", "unavailable", "cancelled", "unknown", "not-leader"]);

/**
 * Classified by the client's `type`, then by the gRPC code: a dead server comes as a plain Error without a type, a
 * stopping or starting one as an unknown error, and messages may be empty.
 */
export function isOutage(error: unknown): boolean {
  if (error instanceof TimedOut) return true;
  const { type, code } = error as { type?: unknown; code?: unknown };
  return outages.has(String(type)) || (typeof code === "number" && lostConnection.has(code));
}

/** The server dropped us since its buffer of 32 live events was full: routine, not an outage. */
export function isTooSlow(error: unknown): boolean {
  return (error as { type?: unknown }).type === "timeout";
}

export function typeOf(error: unknown): string {
  return String((error as { type?: unknown }).type);
}

/** What is to be thrown for an error of a read. */
export function readFailure(error: unknown): unknown {
  return isOutage(error) ? new StoreUnavailable(reasonOf(error), { outcome: "not written", cause: error }) : error;
}
