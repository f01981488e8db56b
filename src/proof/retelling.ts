import type { PoolClient } from "pg";
import type { EventStore, RecordedEvent } from "../event-store/port.ts";
import { provedConversationOf } from "./conversation-of.ts";
import { readEntries, writeEntries } from "./entry-table.ts";
import { addToEntry } from "./grow.ts";
import { GrowingTree, type Tile } from "./growing-tree.ts";
import type { Hash } from "./hash.ts";
import { leafOf } from "./leaf.ts";
import { mapRootAt } from "./map-at.ts";

const batch = 5_000;

/** A stretch of the log that was read again, and what came of it. */
export interface Retold {
  /** Index of the first. */
  readonly first: number;
  readonly events: readonly RecordedEvent[];
  readonly leaves: readonly Hash[];
  readonly tiles: readonly Tile[];
}

/** The log read from its start, with a tree and a map of its own. The map is in temporary tables of the connection. */
export class Retelling {
  readonly #client: PoolClient;
  readonly #store: EventStore;
  readonly #tree = new GrowingTree(0, new Map());
  #position = 0n;

  private constructor(client: PoolClient, store: EventStore) {
    this.#client = client;
    this.#store = store;
  }

  static async start(client: PoolClient, store: EventStore): Promise<Retelling> {
    await client.query(
      tables.map((table) => `create temporary table ${table} (like proof.${table} including all)`).join("; "),
    );
    return new Retelling(client, store);
  }

  get size(): number {
    return this.#tree.size;
  }

  treeRoot(): Hash {
    return this.#tree.root();
  }

  /** At the checkpoint whose number the events were read for. */
  mapRoot(checkpoint: number): Promise<Hash> {
    return mapRootAt(this.#client, checkpoint, "pg_temp");
  }

  /** Reads on to that size, or to the log's end. @param checkpoint the number of the first that shows these events */
  async *readTo(size: number, checkpoint: number): AsyncGenerator<Retold> {
    while (this.size < size) {
      const limit = Math.min(batch, size - this.size);
      const events = await Array.fromAsync(this.#store.readAll({ after: this.#position, limit }));
      if (events.length > 0) yield await this.#take(events, checkpoint);
      if (events.length < limit) return;
    }
  }

  async end(): Promise<void> {
    await this.#client.query(`drop table ${tables.map((table) => `pg_temp.${table}`).join(", ")}`);
  }

  async #take(events: readonly RecordedEvent[], checkpoint: number): Promise<Retold> {
    const first = this.size;
    const ids = new Set(events.map(provedConversationOf).filter((id) => id !== null));
    const entries = await readEntries(this.#client, [...ids], "pg_temp");
    const leaves = events.map((event, n) => leafOf(first + n, event));
    for (const [n, event] of events.entries()) {
      const leaf = leaves[n];
      if (!leaf) continue;
      addToEntry(entries, event, { index: first + n, leaf });
      this.#tree.append(leaf);
    }
    await writeEntries(this.#client, { entries, checkpoint }, "pg_temp");
    this.#position = events.at(-1)?.position ?? this.#position;
    return { first, events, leaves, tiles: this.#tree.taken() };
  }
}

const tables = ["conversations", "entries", "map_tiles"] as const;
