import type { Pool } from "pg";
import type { EventStore } from "../event-store/port.ts";
import { builderState } from "./builder-row.ts";
import { lastCheckpoint, unpublished } from "./checkpoint-table.ts";

export interface ProvedLog {
  readonly pool: Pool;
  readonly store: Pick<EventStore, "head" | "epoch">;
}

/**
 * Whether all of the log is in a checkpoint, and every checkpoint is published. It takes no lock, since there is nothing
 * to do most of the time.
 */
export async function isProved({ pool, store }: ProvedLog): Promise<boolean> {
  const [{ read, size, compared }, last, waiting, head, epoch] = await Promise.all([
    builderState(pool),
    lastCheckpoint(pool),
    unpublished(pool, 1),
    store.head(),
    store.epoch(),
  ]);
  if (waiting.length > 0) return false;
  if (!read) return head === 0n;
  return read.epoch === epoch && read.position >= head && compared === null && last?.size === size;
}
