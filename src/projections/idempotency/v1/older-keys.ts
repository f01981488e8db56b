import { LRUCache } from "lru-cache";
import type { Pool } from "pg";
import type { KeyedEvent } from "../../../domain/keyed-events.ts";
import { StoreUnavailable } from "../../../event-store/errors.ts";
import type { EventStore, Position } from "../../../event-store/port.ts";
import { atMost } from "../../../platform/at-most.ts";
import { reasonOf } from "../../../platform/start-refused.ts";
import { isOutage } from "../../outage.ts";
import type { PositionWatch } from "../../positions.ts";

export interface OlderKeysParts {
  readonly pool: Pool;
  readonly store: EventStore;
  readonly watch: PositionWatch;
  /** How long the read model may take to get there; 2 s by default. */
  readonly timeoutMs?: number;
}

export interface OlderKeysLookup {
  readonly stream: string;
  /** Only events before this revision are asked for. */
  readonly from: number;
  readonly eventIds: readonly string[];
}

const maxStreams = 10_000;

const text = `
  select v.position, k.event_id, k.revision, k.body
  from projections.builds v
  left join idempotency_v1.keyed_events k on k.event_id = any ($1::uuid[]) and k.revision < $2
  where v.schema_name = 'idempotency_v1'`;

interface Looked {
  readonly position: Position;
  readonly found: ReadonlyMap<string, KeyedEvent>;
}

/** Answers which of a stream's older events carried a key, from the read model. */
export class OlderKeysInReadModel {
  readonly #parts: OlderKeysParts;
  /** Positions of events by stream and revision, which never change. */
  readonly #positions = new LRUCache<string, Position>(atMost(maxStreams));

  constructor(parts: OlderKeysParts) {
    this.#parts = parts;
  }

  /**
   * Those of the events that stand in the stream before `from`, by id; who is missing never was. The read model's place
   * is read with the rows, so that one that is being built anew never passes for complete.
   * @throws StoreUnavailable, nothing being written, when the read model does not get there in time.
   */
  async find({ stream, from, eventIds }: OlderKeysLookup): Promise<ReadonlyMap<string, KeyedEvent>> {
    if (from <= 0) return new Map();
    const needed = await this.#positionOf(stream, from);
    const atOnce = await this.#lookUp(eventIds, from);
    if (atOnce.position >= needed) return atOnce.found;
    const { watch, timeoutMs = 2_000 } = this.#parts;
    await watch.waitFor("idempotency", needed, { timeoutMs });
    const later = await this.#lookUp(eventIds, from);
    if (later.position >= needed) return later.found;
    throw new StoreUnavailable(`the keys of ${stream} are known up to ${later.position} only, not to ${needed}`, {
      outcome: "not written",
    });
  }

  /** Of the last event that is asked for: everything before `from` is in the rows when this is. */
  async #positionOf(stream: string, from: number): Promise<Position> {
    const place = `${from} ${stream}`;
    const known = this.#positions.get(place);
    if (known !== undefined) return known;
    for await (const { position } of this.#parts.store.readStream(stream, { from: from - 1, limit: 1 })) {
      this.#positions.set(place, position);
      return position;
    }
    throw new Error(`${stream} has no revision ${from - 1}, though it is said to be past it.`);
  }

  async #lookUp(eventIds: readonly string[], from: number): Promise<Looked> {
    const rows = await this.#ask(eventIds, from);
    const found = new Map<string, KeyedEvent>();
    for (const [, id, revision, body] of rows) if (id !== null) found.set(id, { revision, body });
    return { position: BigInt(rows[0]?.[0] ?? 0), found };
  }

  async #ask(eventIds: readonly string[], from: number): Promise<readonly Row[]> {
    try {
      const { rows } = await this.#parts.pool.query<Row>({
        name: "idempotency older keys",
        text,
        values: [eventIds, from],
        rowMode: "array",
      });
      return rows;
    } catch (error) {
      if (!isOutage(error)) throw error;
      throw new StoreUnavailable(reasonOf(error), { outcome: "not written", cause: error });
    }
  }
}

type Row =
  | [position: string, eventId: string, revision: number, body: string]
  | [position: string, eventId: null, revision: null, body: null];
