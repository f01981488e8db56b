import type { Pool } from "pg";
import { unlessTaken, type AdvisoryLock } from "../platform/postgres/unless-taken.ts";
import { reasonOf } from "../platform/start-refused.ts";
import { carryOut, destroyKey, ErasureHeld, type ErasureParts } from "./carry-out.ts";
import { isAnyErasureOpen, openErasures, type Erasure } from "./people.ts";

/** One process at a time carries erasures out: two that rewrite the same tables would only hold each other up. */
const erasureLock: AdvisoryLock = { number: 7_265_510 };

export interface GoingOnParts extends ErasureParts {
  /** Told, a sentence each, of what waits and of what failed and is tried again. */
  readonly report: (sentence: string) => void;
}

/** The keys of all who are to be erased: the rest may wait for hours, for a read model that is built or for a backup. */
export async function destroyKeys(parts: GoingOnParts, signal: AbortSignal): Promise<void> {
  for await (const erasure of openErasures(parts.auth.pool)) {
    if (signal.aborted) return;
    await destroyKey(parts, erasure).catch((error: unknown) => reportWaiting(parts, erasure, error));
  }
}

/** Goes on with every erasure that was begun and is not done; nothing where another process is at it. */
export async function goOnErasing(parts: GoingOnParts, signal: AbortSignal): Promise<void> {
  const { pool } = parts.auth;
  if (!(await isAnyErasureOpen(pool))) return;
  await withErasureLock(pool, async () => {
    for await (const erasure of openErasures(pool)) {
      try {
        await carryOut(parts, erasure, signal);
      } catch (error) {
        if (signal.aborted) return;
        reportWaiting(parts, erasure, error);
      }
    }
  });
}

function reportWaiting({ report }: GoingOnParts, { userId }: Erasure, error: unknown): void {
  const what = error instanceof ErasureHeld ? "waits" : "is not done yet";
  report(`The erasure of ${userId} ${what}: ${reasonOf(error)}`);
}

/**
 * Does the work unless another process carries erasures out, which does no harm should both be at it.
 *
 * @returns whether it was this process's turn.
 */
export function withErasureLock(pool: Pool, work: () => Promise<void>): Promise<boolean> {
  return unlessTaken(pool, erasureLock, work);
}
