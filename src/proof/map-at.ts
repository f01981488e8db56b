import { putInMap, rootOfMap } from "./changing-map.ts";
import { changedEntries, entriesAt, type NamedEntry } from "./entry-table.ts";
import { hashBytes, type Hash } from "./hash.ts";
import { mapTilesIn, type ProofSchema } from "./map-table.ts";
import { mapValue } from "./map-trie.ts";
import { SortedMap } from "./sorted-map.ts";
import type { Database } from "./tile-table.ts";

/** Brings the map's tiles up to a checkpoint, the next one, and gives its root. */
export async function mapRootAt(db: Database, checkpoint: number, schema: ProofSchema = "proof"): Promise<Hash> {
  const tiles = mapTilesIn(db, schema);
  for await (const entries of changedEntries(db, checkpoint, schema))
    await putInMap(
      tiles,
      entries.map((entry) => ({ key: entry.key, value: mapValue(entry.conversationId, entry) })),
    );
  return rootOfMap(tiles);
}

/** The whole map as it was at a checkpoint: 64 bytes in memory for each conversation. */
export async function mapOf(db: Database, checkpoint: number): Promise<SortedMap> {
  const pages: Buffer[] = [];
  for await (const entries of entriesAt(db, checkpoint)) pages.push(leavesOf(entries));
  return new SortedMap(Buffer.concat(pages));
}

function leavesOf(entries: readonly NamedEntry[]): Buffer {
  const bytes = Buffer.allocUnsafe(entries.length * 2 * hashBytes);
  for (const [n, entry] of entries.entries()) {
    entry.key.copy(bytes, n * 2 * hashBytes);
    mapValue(entry.conversationId, entry).copy(bytes, (n * 2 + 1) * hashBytes);
  }
  return bytes;
}
