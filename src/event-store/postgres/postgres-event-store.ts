import pg from "pg";
import type { StoreUnavailable } from "../errors.ts";
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
import { Appender } from "./appender.ts";
import { readSafely } from "./failures.ts";
import { JustWritten } from "./just-written.ts";
import { readAllAt, readAt, readPage, readStream } from "./read.ts";
import { WakeLine } from "./wake-line.ts";

export interface PostgresEventStoreOptions {
  readonly url: string;
  /** Connections for reading; appending and waking have one each beside. */
  readonly readers?: number;
  /** Milliseconds that a read may go unanswered before its connection counts as dead. */
  readonly readAnsweredWithin?: number;
  /** Told, a sentence each, of outages that are waited out. */
  readonly report?: (sentence: string) => void;
}

/**
 * The plans for these few statements are known: always by index. A plan made while the table was small would
 * otherwise go on scanning it when it is large.
 */
const planning = "-c enable_seqscan=off -c enable_bitmapscan=off -c plan_cache_mode=force_generic_plan -c jit=off";
/** The append functions take the lock in one statement and look in the next: each must see what was committed before. */
const isolation = "-c default_transaction_isolation=read\\ committed";
/** The server ends what its client may have forgotten, so that a stopped process holds the log's lock only briefly. */
const timeouts = { lock_timeout: 5_000, statement_timeout: 10_000, idle_in_transaction_session_timeout: 5_000 };
/** The server would have ended it before: the connection is dead, whatever the network says. */
const deadAfter = timeouts.statement_timeout + 5_000;

/** The log in PostgreSQL (≥ 15): the tables and the append function are in migrations/0001_log.sql. */
export class PostgresEventStore implements EventStore, PageSource {
  readonly refusesKnownIds = true;
  readonly wakeups = new Wakeups();
  readonly #appender: Appender;
  readonly #wakeLine: WakeLine;
  readonly #readers: pg.Pool;
  readonly #justWritten = new JustWritten();
  readonly #closed = new AbortController();
  readonly #report: (sentence: string) => void;

  private constructor(options: PostgresEventStoreOptions) {
    const { url, readers = 4, readAnsweredWithin = deadAfter, report = () => undefined } = options;
    const config = {
      connectionString: url,
      options: `${planning} ${isolation}`,
      connectionTimeoutMillis: 5_000,
      ...timeouts,
    };
    this.#report = report;
    const reading = { max: readers, query_timeout: readAnsweredWithin, application_name: "verbatim log reader" };
    this.#readers = new pg.Pool({ ...config, ...reading });
    this.#readers.on("error", (error) => report(`An idle connection of the log was lost: ${error.message}`));
    this.#wakeLine = new WakeLine(
      { ...config, application_name: "verbatim log waker" },
      { onWake: () => this.#othersWrote(), report },
    );
    this.#appender = new Appender({ ...config, application_name: "verbatim log appender" }, (batch, verdicts) => {
      this.#justWritten.add(batch, verdicts);
      this.wakeups.wakeAll();
      this.#wakeLine.tellOthers();
    });
  }

  /** @throws StoreUnavailable when the database does not answer. */
  static async open(options: PostgresEventStoreOptions): Promise<PostgresEventStore> {
    const store = new PostgresEventStore(options);
    await store.epoch().catch(async (error: unknown) => {
      await store.close();
      throw error;
    });
    store.#wakeLine.open();
    return store;
  }

  async append(
    stream: string,
    events: readonly NewEvent[],
    expected: Expected,
    options?: AppendOptions,
  ): Promise<Appended> {
    return this.#appender.append(prepareAppend(stream, events, expected, options));
  }

  readStream(stream: string, options: ReadStreamOptions = {}): AsyncIterable<RecordedEvent> {
    return readStream(this.#readers, stream, options);
  }

  readAll(options: ReadAllOptions): AsyncIterable<RecordedEvent> {
    return readPages(this, options);
  }

  subscribe(options: SubscribeOptions): AsyncIterable<RecordedEvent | Progress> {
    const source: PageSource = {
      wakeups: this.wakeups,
      readPage: (request) => this.#nextPage(request),
      report: (error) => this.report(error),
    };
    return followPages(source, { ...options, signal: AbortSignal.any([options.signal, this.#closed.signal]) });
  }

  readPage(request: PageRequest): Promise<Page> {
    return readPage(this.#readers, request);
  }

  /** What this process wrote itself is at hand; whatever else there is, is read. */
  async #nextPage(request: PageRequest): Promise<Page> {
    const atHand = this.#justWritten.pageAfter(request);
    if (atHand) return atHand;
    const { heard } = this.#justWritten;
    const page = await this.readPage(request);
    if (page.caughtUp) this.#justWritten.looked(heard);
    return page;
  }

  #othersWrote(): void {
    this.#justWritten.othersWrote();
    this.wakeups.wakeAll();
  }

  report(error: StoreUnavailable): void {
    this.#report(error.message);
  }

  eventAt(position: Position): Promise<RecordedEvent | null> {
    return readAt(this.#readers, position);
  }

  eventsAt(positions: readonly Position[]): Promise<readonly RecordedEvent[]> {
    return readAllAt(this.#readers, positions);
  }

  /** Connections for reading that are in use and idle, and who waits for one. */
  readers(): { readonly inUse: number; readonly idle: number; readonly waiting: number } {
    const { totalCount, idleCount: idle, waitingCount: waiting } = this.#readers;
    return { inUse: totalCount - idle, idle, waiting };
  }

  async head(): Promise<Position> {
    const text = "select coalesce(max(position), 0) as head from log.events";
    const { rows } = await readSafely(() => this.#readers.query<{ head: string }>(text));
    return BigInt(rows[0]?.head ?? 0);
  }

  /** Positions are dense. */
  async beforeLast(events: number): Promise<Position> {
    const start = (await this.head()) - BigInt(events);
    return start > 0n ? start : 0n;
  }

  async epoch(): Promise<Epoch> {
    return this.#onlyEpoch("select epoch from log.epoch");
  }

  async renewEpoch(): Promise<Epoch> {
    return this.#onlyEpoch("update log.epoch set epoch = gen_random_uuid(), since = now() returning epoch");
  }

  async #onlyEpoch(text: string): Promise<Epoch> {
    const { rows } = await readSafely(() => this.#readers.query<{ epoch: string }>(text));
    if (!rows[0]) throw new Error("The table log.epoch is empty: it needs its one row.");
    return rows[0].epoch;
  }

  async close(): Promise<void> {
    if (this.#closed.signal.aborted) return;
    this.#closed.abort();
    this.wakeups.wakeAll();
    await this.#appender.close();
    await Promise.all([this.#wakeLine.close(), this.#readers.end()]);
  }
}
