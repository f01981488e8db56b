import { LRUCache } from "lru-cache";
import type { Pool } from "pg";
import type { EventStore } from "../event-store/port.ts";
import type { Keys } from "../event-store/codec/event-type.ts";
import { ProofBuilder } from "./builder.ts";
import { checkpointOfSize, lastCheckpoint } from "./checkpoint-table.ts";
import { ProofBehind, type Proofs } from "./proofs.ts";
import { conversationsAt, type OlderMaps } from "./prove-conversations.ts";
import { openSigning, type CheckpointSigning } from "./signing.ts";
import { readIndexes } from "./tile-table.ts";
import { consistencyOf, inclusionsOf } from "./tree-proofs.ts";
import { within } from "./within.ts";

const mostAtOnce = 1_000;
/** What a request builds by itself; more is left to a server with the role workers. */
const mostEvents = 20_000;

export interface ProofParts {
  readonly pool: Pool;
  readonly store: EventStore;
  readonly keys: Pick<Keys, "forSealing">;
  readonly clock?: () => Date;
}

export interface OpenProofs extends Proofs {
  readonly builder: ProofBuilder;
  readonly signing: CheckpointSigning;
}

/** What this process can prove. It builds what was said last by itself. @throws KeyDestroyed */
export async function openProofs(parts: ProofParts): Promise<OpenProofs> {
  const { pool, store, keys, clock = () => new Date() } = parts;
  const signing = await openSigning(keys);
  const builder = new ProofBuilder({ pool, store, signing, clock });
  const older: OlderMaps = new LRUCache({ max: 2, ttl: 60_000 });
  return {
    builder,
    signing,
    publicKey: () => Promise.resolve(signing.publicKey),
    latest: () => lastCheckpoint(pool),
    ofSize: (size) => checkpointOfSize(pool, size),
    async checkpointNow() {
      await builder.advance({ demand: "now", mostEvents });
      const made = await lastCheckpoint(pool);
      if (!made) throw new ProofBehind("No checkpoint was made yet; try again later.");
      return made;
    },
    conversationsAt: (ids, checkpoint) => conversationsAt({ pool, older }, atMost(ids), checkpoint),
    inclusionOf: async (indexes, size) => inclusionsOf(pool, atMost(indexes), await within(pool, size)),
    consistency: async (from, to) => consistencyOf(pool, from, await within(pool, to)),
    indexesOf: (positions) => readIndexes(pool, atMost(positions)),
  };
}

function atMost<Item>(items: readonly Item[]): readonly Item[] {
  if (items.length > mostAtOnce) throw new RangeError(`At most ${mostAtOnce} at once.`);
  return items;
}
