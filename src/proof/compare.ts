import type { ClientBase } from "pg";
import type { RecordedEvent } from "../event-store/port.ts";
import { hashBytes, type Hash } from "./hash.ts";
import { leafOf } from "./leaf.ts";
import { LogRewritten } from "./proofs.ts";
import { readTiles, writePositions, type Database } from "./tile-table.ts";
import { hashesIn, nameOf, tileWidth } from "./tile.ts";

export interface Compared {
  /** Index of the first of them. */
  readonly from: number;
  readonly events: readonly RecordedEvent[];
}

/** Events of a log that is read again are those of the tree; their new positions are noted. @throws LogRewritten */
export async function compareWithTree(db: ClientBase, { from, events }: Compared): Promise<void> {
  const leaves = await storedLeaves(db, from, events.length);
  for (const [n, event] of events.entries()) {
    if (leaves[n]?.equals(leafOf(from + n, event)) === true) continue;
    throw new LogRewritten(differs(from + n, event));
  }
  await writePositions(
    db,
    from,
    events.map(({ position }) => position),
  );
}

export const differs = (index: number, { stream, revision }: RecordedEvent): string =>
  `Event ${index} of the log (${stream}, revision ${revision}) is not the one that was proved.`;

/** As far as the tables have them. */
export async function storedLeaves(db: Database, from: number, count: number): Promise<readonly Hash[]> {
  const first = Math.floor(from / tileWidth);
  const names = Array.from({ length: Math.ceil((from + count) / tileWidth) - first }, (_, n) => ({
    level: 0,
    number: first + n,
  }));
  const tiles = await readTiles(db, names);
  const leaves: Hash[] = [];
  for (const name of names) {
    const tile = tiles.get(nameOf(name));
    if (!tile) break;
    leaves.push(...hashesIn(tile, 0, tile.length / hashBytes));
    if (tile.length < tileWidth * hashBytes) break;
  }
  return leaves.slice(from % tileWidth, (from % tileWidth) + count);
}
