import { EpochMismatch } from "./errors.ts";
import type { Epoch, EventStore, Position } from "./port.ts";

/** Where a reader stands, with enough to notice a log that is no longer the one it read. */
export interface Checkpoint {
  readonly epoch: Epoch;
  /** Everything up to here has been read. */
  readonly position: Position;
  /** The last event that the reader was handed, null before the first. */
  readonly lastEvent: { readonly position: Position; readonly id: string } | null;
}

/**
 * Makes sure that the log still is the one that the checkpoint was taken of.
 * @throws EpochMismatch after a restore, a failover, a copy, or when the last event read is not there any more.
 */
export async function assertSameLog(store: EventStore, checkpoint: Checkpoint): Promise<void> {
  const known = checkpoint.epoch;
  const actual = await store.epoch();
  if (actual !== known)
    throw new EpochMismatch({ known, actual, reason: `The log's epoch is ${actual}, not ${known}` });
  const last = checkpoint.lastEvent;
  if (!last) return;
  const event = await store.eventAt(last.position);
  if (event?.id === last.id) return;
  throw new EpochMismatch({ known, actual, reason: `Event ${last.id} is not at ${last.position} any more` });
}
