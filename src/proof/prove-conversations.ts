import type { LRUCache } from "lru-cache";
import type { Pool } from "pg";
import { transaction } from "../platform/postgres/transaction.ts";
import { lastCheckpoint } from "./checkpoint-table.ts";
import type { Checkpoint } from "./checkpoint.ts";
import { readEntryAt } from "./entry-table.ts";
import { mapOf } from "./map-at.ts";
import { proveInTiles, type KeyProof } from "./map-proof.ts";
import { mapTilesIn } from "./map-table.ts";
import { mapKey } from "./map-trie.ts";
import type { MapProof } from "./proofs.ts";
import type { SortedMap } from "./sorted-map.ts";
import type { Database } from "./tile-table.ts";
import { within } from "./within.ts";

/** Whole maps of older checkpoints, by number: an export asks for one again and again. */
export type OlderMaps = LRUCache<number, Promise<SortedMap>>;

/** In one view of the database, so that a checkpoint that is made meanwhile changes nothing. */
export async function conversationsAt(
  { pool, older }: { readonly pool: Pool; readonly older: OlderMaps },
  ids: readonly string[],
  { number, size }: Checkpoint,
): Promise<MapProof[]> {
  return transaction(pool, async (db) => {
    await db.query("set transaction isolation level repeatable read read only");
    const last = await lastCheckpoint(db);
    if (!last || last.number < number) throw new RangeError(`There is no checkpoint ${number}.`);
    await within(db, size);
    const keys = ids.map(mapKey);
    const isLast = last.number === number;
    const ways = isLast ? await proveInTiles(mapTilesIn(db), keys) : await proveInOlder(db, { keys, number, older });
    const proofs: MapProof[] = [];
    for (const [n, id] of ids.entries()) proofs.push(await mapProof(db, { id, number, way: ways[n] }));
    return proofs;
  });
}

interface Older {
  readonly keys: readonly Buffer[];
  readonly number: number;
  readonly older: OlderMaps;
}

async function proveInOlder(db: Database, { keys, number, older }: Older): Promise<KeyProof[]> {
  const known = older.get(number) ?? mapOf(db, number);
  older.set(number, known);
  const map = await known.catch((error: unknown) => {
    older.delete(number);
    throw error;
  });
  const ways: KeyProof[] = [];
  for (const key of keys) ways.push(await map.prove(key));
  return ways;
}

interface Proved {
  readonly id: string;
  readonly number: number;
  readonly way: KeyProof | undefined;
}

async function mapProof(db: Database, { id, number, way }: Proved): Promise<MapProof> {
  const { found = null, path = [] } = way ?? {};
  const entry = found?.key.equals(mapKey(id)) === true ? await readEntryAt(db, id, number) : null;
  return entry ? { kind: "present", entry, path } : { kind: "absent", found, path };
}
