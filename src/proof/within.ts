import { builderState } from "./builder-row.ts";
import { lastCheckpoint } from "./checkpoint-table.ts";
import { ProofBehind } from "./proofs.ts";
import type { Database } from "./tile-table.ts";

/** @throws RangeError, or ProofBehind where a checkpoint says that it had so many already: it is being made again. */
export async function within(db: Database, size: number): Promise<number> {
  const { size: built } = await builderState(db);
  if (size <= built) return size;
  if (size > ((await lastCheckpoint(db))?.size ?? 0))
    throw new RangeError(`The tree has ${built} events, not ${size}.`);
  throw new ProofBehind(`The proof is being made again; it has ${built} of ${size} events. Try again later.`);
}
