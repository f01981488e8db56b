import type { Pool, PoolClient } from "pg";
import { EventUnreadable } from "../event-store/errors.ts";
import type { EventStore } from "../event-store/port.ts";
import { builderState, resumeBuilder } from "./builder-row.ts";
import { rootOfMap } from "./changing-map.ts";
import { allCheckpoints, lastCheckpoint } from "./checkpoint-table.ts";
import type { Checkpoint } from "./checkpoint.ts";
import { differs, storedLeaves } from "./compare.ts";
import { damagedEntries } from "./entry-table.ts";
import { hashBytes } from "./hash.ts";
import { mapTilesIn } from "./map-table.ts";
import { Retelling, type Retold } from "./retelling.ts";
import type { CheckpointSigning } from "./signing.ts";
import { readTiles } from "./tile-table.ts";
import { entriesOf, nameOf, tileWidth } from "./tile.ts";

export interface VerifyParts {
  readonly pool: Pool;
  readonly store: EventStore;
  readonly signing: Pick<CheckpointSigning, "isOwn">;
  readonly signal?: AbortSignal;
  /** Told after each batch: how many events were read, of about how many. */
  readonly onProgress?: (progress: { readonly done: number; readonly total: number }) => void;
}

export interface LogVerdict {
  readonly events: number;
  readonly checkpoints: number;
  /** What does not fit, in sentences, the first event that differs first; none where all of it fits. */
  readonly findings: readonly string[];
}

/**
 * Reads the whole log again, computes tree and map anew, and compares them with what is stored of them and with every
 * checkpoint. Memory does not grow with the log. What stopped the builder is forgotten where everything fits.
 */
export async function verifyLog(parts: VerifyParts): Promise<LogVerdict> {
  const client = await parts.pool.connect();
  const ignore = (): void => undefined; // the query that is under way, or next, fails and says so
  client.on("error", ignore);
  let isUsable = false;
  try {
    const retelling = await Retelling.start(client, parts.store);
    const verdict = await new Verification(client, retelling, parts).run();
    await retelling.end();
    isUsable = true;
    if (verdict.findings.length === 0) await resumeBuilder(parts.pool);
    return verdict;
  } finally {
    client.off("error", ignore);
    client.release(!isUsable);
  }
}

class Verification {
  readonly #client: PoolClient;
  readonly #retelling: Retelling;
  readonly #parts: VerifyParts;
  /** The first event that is another one than its stored leaf, and the first tile. */
  #event: string | null = null;
  #tile: string | null = null;
  readonly #findings: string[] = [];
  #checkpoints = 0;
  #last: Checkpoint | null = null;

  constructor(client: PoolClient, retelling: Retelling, parts: VerifyParts) {
    this.#client = client;
    this.#retelling = retelling;
    this.#parts = parts;
  }

  async run(): Promise<LogVerdict> {
    try {
      return await this.#compare();
    } catch (error) {
      if (error instanceof EventUnreadable) return this.#upTo(error);
      throw error;
    }
  }

  /** What came of the events before the one that can't be read. */
  #upTo({ message }: EventUnreadable): LogVerdict {
    const { size: events } = this.#retelling;
    const where = `Only the first ${events} events were compared, since nothing is read past it.`;
    const findings = [...(this.#event === null ? [] : [this.#event]), message, where, ...this.#findings];
    return { events, checkpoints: this.#checkpoints, findings };
  }

  async #compare(): Promise<LogVerdict> {
    const { size } = await builderState(this.#client);
    const unfit: Checkpoint[] = [];
    for await (const checkpoint of allCheckpoints(this.#client)) {
      await this.#readTo(checkpoint.size, { proved: size, checkpoint: checkpoint.number });
      this.#checkpoints += 1;
      this.#last = checkpoint;
      if (!this.#parts.signing.isOwn(checkpoint))
        this.#findings.push(`${titleOf(checkpoint)} is not signed by this server's key.`);
      if (!(await this.#fits(checkpoint))) unfit.push(checkpoint);
    }
    if (this.#last && unfit.length === 0) await this.#compareTables(this.#last, size);
    await this.#readTo(Infinity, { proved: size, checkpoint: (this.#last?.number ?? 0) + 1 });
    return this.#verdict(size, unfit);
  }

  #verdict(proved: number, [unfit]: readonly Checkpoint[]): LogVerdict {
    const events = this.#retelling.size;
    const findings = [
      ...(this.#event === null ? [] : [this.#event]),
      ...(events < proved ? [`The log ends after ${events} events; ${proved} were proved.`] : []),
      ...(unfit ? [`${titleOf(unfit)} is not of this log, nor need later ones be.`] : []),
      ...(this.#event === null && this.#tile !== null ? [this.#tile] : []),
      ...(this.#event !== null && !unfit && this.#last && this.#last.size > 0
        ? [
            "All checkpoints are of this log: what is stored of the proof was changed, or what came after the last of them.",
          ]
        : []),
      ...this.#findings,
    ];
    return { events, checkpoints: this.#checkpoints, findings };
  }

  async #readTo(
    size: number,
    { proved, checkpoint }: { readonly proved: number; readonly checkpoint: number },
  ): Promise<void> {
    for await (const retold of this.#retelling.readTo(size, checkpoint)) {
      this.#event ??= await this.#differentEvent(retold, proved);
      this.#tile ??= await this.#differentTile(retold, proved);
      this.#parts.onProgress?.({ done: this.#retelling.size, total: Math.max(proved, this.#retelling.size) });
      this.#parts.signal?.throwIfAborted();
    }
  }

  async #fits({ number, size, treeRoot, mapRoot }: Checkpoint): Promise<boolean> {
    const map = await this.#retelling.mapRoot(number);
    return this.#retelling.size === size && this.#retelling.treeRoot().equals(treeRoot) && map.equals(mapRoot);
  }

  async #differentEvent({ first, events, leaves }: Retold, proved: number): Promise<string | null> {
    const stored = await storedLeaves(this.#client, first, leaves.length);
    const at = leaves.findIndex((leaf, n) => first + n < proved && stored[n]?.equals(leaf) !== true);
    const event = events[at];
    return event ? differs(first + at, event) : null;
  }

  /** Of full tiles above the leaves; those that are not full are part of what comes later. */
  async #differentTile({ tiles }: Retold, proved: number): Promise<string | null> {
    const above = tiles.filter(({ level, number, hashes }) => {
      const isFull = hashes.length === tileWidth * hashBytes;
      return level > 0 && isFull && (number + 1) * tileWidth <= entriesOf(level, proved);
    });
    const stored = await readTiles(this.#client, above);
    const other = above.find((tile) => stored.get(nameOf(tile))?.equals(tile.hashes) !== true);
    return other ? `Tile ${nameOf(other)} of the stored tree is not what the events come to.` : null;
  }

  /** The last checkpoint's map, which proofs are taken from, and what older ones are made of. The log itself is right. */
  async #compareTables(last: Checkpoint, size: number): Promise<void> {
    const { number } = last;
    if (this.#retelling.size < last.size || size < last.size) return;
    const ids = await damagedEntries(this.#client, number);
    for (const id of ids) this.#findings.push(`What is stored of conversation ${id} is not what its events come to.`);
    const root = await rootOfMap(mapTilesIn(this.#client));
    const isStillLast = (await lastCheckpoint(this.#client))?.number === number; // a server may have made another one
    if (isStillLast && !root.equals(last.mapRoot))
      this.#findings.push("The stored map is not that of the last checkpoint.");
  }
}

const titleOf = ({ size, time }: Checkpoint): string => `The checkpoint of ${size} events, made at ${time},`;
