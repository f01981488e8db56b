import { randomUUID } from "node:crypto";
import { ConcurrencyConflict, StoreUnavailable } from "../errors.ts";
import { followPages, readPages, type Page, type PageRequest, type PageSource } from "../paging.ts";
import type {
  AppendOptions,
  Appended,
  Epoch,
  EventStore,
  Expected,
  JsonObject,
  NewEvent,
  Position,
  Progress,
  ReadAllOptions,
  ReadStreamOptions,
  RecordedEvent,
  SubscribeOptions,
} from "../port.ts";
import { prepareAppend, type PreparedAppend } from "../prepared-append.ts";
import { Wakeups } from "../wakeups.ts";

/** A log that forgets everything with the process: for specs. */
export class MemoryEventStore implements EventStore, PageSource {
  readonly #log: RecordedEvent[] = [];
  readonly #streams = new Map<string, RecordedEvent[]>();
  readonly #ids = new Set<string>();
  readonly refusesKnownIds = true;
  readonly wakeups = new Wakeups();
  readonly #closed = new AbortController();
  #epoch: Epoch = randomUUID();

  // eslint-disable-next-line typescript/require-await -- a refusal is a rejection, as in the other adapters
  async append(
    stream: string,
    events: readonly NewEvent[],
    expected: Expected,
    options?: AppendOptions,
  ): Promise<Appended> {
    const append = prepareAppend(stream, events, expected, options);
    if (this.#closed.signal.aborted) throw new StoreUnavailable("it is closed", { outcome: "not written" });
    const written = (append.isFirstTry ? null : this.#written(append)) ?? this.#write(append);
    this.wakeups.wakeAll();
    return written;
  }

  /** The first answer again, where just these events stand right after the expected revision. */
  #written({ stream, expected, events }: PreparedAppend): Appended | null {
    const from = expected === "none" ? 0 : expected + 1;
    const there = this.#streams.get(stream)?.slice(from, from + events.length) ?? [];
    const last = there.at(-1);
    const isSame = there.length === events.length && there.every((event, index) => event.id === events[index]?.id);
    if (!last || !isSame) return null;
    return { revision: last.revision, position: last.position, positions: there.map(({ position }) => position) };
  }

  #write({ stream, expected, events }: PreparedAppend): Appended {
    const recorded = this.#streams.get(stream) ?? [];
    const actual = recorded.at(-1)?.revision ?? "none";
    if (actual !== expected || events.some(({ id }) => this.#ids.has(id))) {
      throw new ConcurrencyConflict({ stream, expected, actual });
    }
    this.#streams.set(stream, recorded);
    for (const { id, type, data, metadata } of events) {
      const event: RecordedEvent = {
        kind: "event",
        position: BigInt(this.#log.length + 1),
        stream,
        revision: recorded.length,
        id,
        type,
        data: JSON.parse(data) as JsonObject,
        metadata: JSON.parse(metadata) as JsonObject,
      };
      this.#ids.add(id);
      recorded.push(event);
      this.#log.push(event);
    }
    const positions = recorded.slice(-events.length).map(({ position }) => position);
    return { revision: recorded.length - 1, position: BigInt(this.#log.length), positions };
  }

  async *readStream(stream: string, options: ReadStreamOptions = {}): AsyncGenerator<RecordedEvent> {
    const { direction = "forwards", limit = Number.POSITIVE_INFINITY } = options;
    const recorded = this.#streams.get(stream) ?? [];
    const slice =
      direction === "forwards"
        ? recorded.slice(options.from ?? 0)
        : recorded.slice(0, (options.from ?? recorded.length) + 1).toReversed();
    yield* slice.slice(0, limit);
  }

  readAll(options: ReadAllOptions): AsyncIterable<RecordedEvent> {
    return readPages(this, options);
  }

  subscribe(options: SubscribeOptions): AsyncIterable<RecordedEvent | Progress> {
    return followPages(this, { ...options, signal: AbortSignal.any([options.signal, this.#closed.signal]) });
  }

  readPage({ after, size, prefixes }: PageRequest): Promise<Page> {
    const end = Math.min(Number(after) + size, this.#log.length);
    const examined = this.#log.slice(Number(after), end);
    const matches = (event: RecordedEvent): boolean =>
      prefixes?.some((prefix) => event.stream.startsWith(prefix)) ?? true;
    const position = after > BigInt(end) ? after : BigInt(end);
    return Promise.resolve({
      kind: "progress",
      events: examined.filter(matches),
      position,
      caughtUp: end === this.#log.length,
    });
  }

  report(): void {
    throw new Error("Memory has no outages.");
  }

  eventAt(position: Position): Promise<RecordedEvent | null> {
    return Promise.resolve(this.#log[Number(position) - 1] ?? null);
  }

  eventsAt(positions: readonly Position[]): Promise<readonly RecordedEvent[]> {
    const wanted = new Set(positions);
    return Promise.resolve(this.#log.filter(({ position }) => wanted.has(position)));
  }

  head(): Promise<Position> {
    return Promise.resolve(BigInt(this.#log.length));
  }

  beforeLast(events: number): Promise<Position> {
    return Promise.resolve(BigInt(Math.max(0, this.#log.length - events)));
  }

  epoch(): Promise<Epoch> {
    return Promise.resolve(this.#epoch);
  }

  renewEpoch(): Promise<Epoch> {
    this.#epoch = randomUUID();
    return Promise.resolve(this.#epoch);
  }

  close(): Promise<void> {
    this.#closed.abort();
    return Promise.resolve();
  }
}
