import type { Pool } from "pg";
import type { Auth } from "../auth/auth.ts";
import { closeForErasure, type ClosedForErasure } from "../auth/erase-account.ts";
import { refused, type Refused } from "../auth/refused.ts";
import type { UserId } from "../domain/ids.ts";
import { heldFor, type HoldsParts } from "./held.ts";

export interface BeginErasure {
  readonly userId: UserId;
  /** The administrator; null: on the command line. */
  readonly by: UserId | null;
}

/**
 * Begins to erase a person: they are logged out and kept out, and it is on record. From then on it goes on by itself,
 * whatever happens. Nothing is begun while a legal hold stands in the way, or for the last administrator.
 */
export async function beginErasure(
  { auth, commands }: { readonly auth: Auth; readonly commands: HoldsParts["commands"] },
  { userId, by }: BeginErasure,
): Promise<ClosedForErasure | Refused> {
  const held = await heldFor({ pool: auth.pool, commands }, userId);
  if (held !== null) return refused("conflict", held);
  const closed = await closeForErasure(auth, { userId, by });
  if (closed.kind === "closed") await tellSessionsEnded(auth.pool, closed.endedSessions);
  return closed;
}

/** In every process: what `KnownSessions` listens to. */
async function tellSessionsEnded(pool: Pool, sessionIds: readonly string[]): Promise<void> {
  if (sessionIds.length > 0) await pool.query("select pg_notify('verbatim_sessions', $1)", [sessionIds.join(",")]);
}
