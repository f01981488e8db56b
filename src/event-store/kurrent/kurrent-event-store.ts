import { randomUUID } from "node:crypto";
import { ConcurrencyConflict, type StoreUnavailable } from "../errors.ts";
import { followPages, readPages, type Page, type PageRequest, type PageSource } from "../paging.ts";
import type {
  AppendOptions,
  Appended,
  Epoch,
  EventStore,
  Expected,
  NewEvent,
  Position,
  Progress,
  ReadAllOptions,
  ReadStreamOptions,
  RecordedEvent,
  SubscribeOptions,
} from "../port.ts";
import { prepareAppend } from "../prepared-append.ts";
import { Wakeups } from "../wakeups.ts";
import { Appender } from "./append.ts";
import { Connection } from "./connection.ts";
import { currentEpoch, beginEpoch } from "./epoch.ts";
import { readAllAt, readAt, readHead, readPage, readStream } from "./read.ts";
import { readFailure } from "./failures.ts";
import { orTimeout, TimedOut } from "./timeout.ts";
import { Waker } from "./waker.ts";

export interface KurrentEventStoreOptions {
  /** `esdb://`, `esdb+discover://`, or the same with `kurrentdb`. */
  readonly url: string;
  /** Goes before every stream's name: what else the cluster holds never passes. */
  readonly prefix: string;
  /** Told, a sentence each, of outages that are waited out. */
  readonly report?: (sentence: string) => void;
}

const openWithinMs = 10_000;

/** The log in EventStoreDB or KurrentDB (≥ 23.10). A position is the event's commit position in `$all`. */
export class KurrentEventStore implements EventStore, PageSource {
  readonly wakeups = new Wakeups();
  readonly #prefix: string;
  readonly #connection: Connection;
  readonly #appender: Appender;
  readonly #waker: Waker;
  readonly #closed = new AbortController();
  readonly #report: (sentence: string) => void;

  private constructor({ url, prefix, report = () => undefined }: KurrentEventStoreOptions) {
    this.#prefix = prefix;
    this.#report = report;
    this.#connection = new Connection(url);
    this.#appender = new Appender(this.#connection, (stream, stretch) => this.#positionsOf(stream, stretch));
    this.#waker = new Waker(this.#connection, { prefix, report, onWake: () => this.wakeups.wakeAll() });
  }

  /** @throws StoreUnavailable when the server does not answer. */
  static async open(options: KurrentEventStoreOptions): Promise<KurrentEventStore> {
    const store = new KurrentEventStore(options);
    await orTimeout(store.epoch(), openWithinMs).catch((error: unknown) => {
      store.#connection.close();
      throw error instanceof TimedOut ? readFailure(error) : error;
    });
    store.#waker.open();
    return store;
  }

  async append(
    stream: string,
    events: readonly NewEvent[],
    expected: Expected,
    options?: AppendOptions,
  ): Promise<Appended> {
    // Checked before it reaches the client: a name, type or id that the server refuses would end all its appends.
    const appended = await this.#appender.append(
      this.#prefix + stream,
      prepareAppend(stream, events, expected, options),
    );
    this.wakeups.wakeAll();
    return appended;
  }

  readStream(stream: string, options: ReadStreamOptions = {}): AsyncIterable<RecordedEvent> {
    return readStream(this.#connection.client, this.#prefix, { ...options, stream });
  }

  readAll(options: ReadAllOptions): AsyncIterable<RecordedEvent> {
    return readPages(this, options);
  }

  subscribe(options: SubscribeOptions): AsyncIterable<RecordedEvent | Progress> {
    return followPages(this, { ...options, signal: AbortSignal.any([options.signal, this.#closed.signal]) });
  }

  readPage(request: PageRequest): Promise<Page> {
    return readPage(this.#connection.client, this.#prefix, request);
  }

  report(error: StoreUnavailable): void {
    this.#report(error.message);
  }

  eventAt(position: Position): Promise<RecordedEvent | null> {
    return readAt(this.#connection.client, this.#prefix, position);
  }

  eventsAt(positions: readonly Position[]): Promise<readonly RecordedEvent[]> {
    return readAllAt(this.#connection.client, this.#prefix, positions);
  }

  head(): Promise<Position> {
    return readHead(this.#connection.client, this.#prefix);
  }

  /** Positions are no numbers of events here. */
  beforeLast(): Promise<Position> {
    return this.head();
  }

  async epoch(): Promise<Epoch> {
    const known = await currentEpoch(this.#connection.client, this.#prefix);
    if (known) return known.epoch;
    try {
      return await this.#beginEpoch("none");
    } catch (error) {
      if (error instanceof ConcurrencyConflict) return this.epoch(); // another process was first: its epoch counts
      throw error;
    }
  }

  async renewEpoch(): Promise<Epoch> {
    const known = await currentEpoch(this.#connection.client, this.#prefix);
    return this.#beginEpoch(known?.revision ?? "none");
  }

  async #beginEpoch(expected: Expected): Promise<Epoch> {
    const epoch = randomUUID();
    await beginEpoch(this.#appender, { prefix: this.#prefix, epoch, expected });
    return epoch;
  }

  async #positionsOf(stream: string, stretch: { from: number; limit: number }): Promise<Position[]> {
    const events = await Array.fromAsync(this.readStream(stream, stretch));
    if (events.length < stretch.limit) throw new Error(`${stream} was written, but cannot be read back.`);
    return events.map(({ position }) => position);
  }

  async close(): Promise<void> {
    if (this.#closed.signal.aborted) return;
    this.#closed.abort();
    this.wakeups.wakeAll();
    await this.#appender.idle();
    await this.#waker.close();
    this.#connection.close();
  }
}
