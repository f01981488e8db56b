import { LRUCache } from "lru-cache";
import type { KeyedEvent } from "../../domain/keyed-events.ts";
import type { EventStore } from "../../event-store/port.ts";
import type { Metadata } from "../../events/metadata.ts";

export interface OlderKeysLookup {
  readonly stream: string;
  /** Only events before this revision are asked for; those from it on, the stream remembers. */
  readonly from: number;
  readonly eventIds: readonly string[];
}

/** Knows a stream's keyed events that are older than those which the stream itself remembers. */
export interface OlderKeys {
  /**
   * Those of the events that stand in the stream, by id. Every keyed event before `from` is known: who is missing never
   * was. One call for all of a batch, since each send in a long conversation asks.
   * @throws StoreUnavailable where it can't be known in time.
   */
  find(lookup: OlderKeysLookup): Promise<ReadonlyMap<string, KeyedEvent>>;
}

const maxStreams = 8;

interface ReadSoFar {
  readonly events: Map<string, KeyedEvent>;
  next: number;
}

/**
 * By the log alone: reads each event of a long stream once, and keeps what it saw of the latest few streams. For where
 * no read model is at hand.
 */
export class OlderKeysInLog implements OlderKeys {
  readonly #store: EventStore;
  readonly #streams = new LRUCache<string, ReadSoFar>({ max: maxStreams });

  constructor(store: EventStore) {
    this.#store = store;
  }

  async find({ stream, from, eventIds }: OlderKeysLookup): Promise<ReadonlyMap<string, KeyedEvent>> {
    const seen = this.#streams.get(stream) ?? { events: new Map<string, KeyedEvent>(), next: 0 };
    this.#streams.set(stream, seen);
    if (seen.next < from) await this.#readOn(stream, seen, from);
    return new Map(
      eventIds.flatMap((id) => {
        const found = seen.events.get(id);
        return found && found.revision < from ? [[id, found] as const] : [];
      }),
    );
  }

  /** Two that read on at once read the same. */
  async #readOn(stream: string, seen: ReadSoFar, to: number): Promise<void> {
    const first = seen.next;
    for await (const { id, revision, metadata } of this.#store.readStream(stream, { from: first, limit: to - first })) {
      const { key } = metadata as unknown as Metadata;
      if (key) seen.events.set(id, { revision, body: key.body });
      seen.next = Math.max(seen.next, revision + 1);
    }
  }
}
