/** JSON as it is: no undefined, no BigInt, no NaN. What is appended reads back exactly so. */
export type JsonValue = null | boolean | number | string | readonly JsonValue[] | JsonObject;
export interface JsonObject {
  readonly [key: string]: JsonValue;
}

/** A place in the log's one global order, rising; there may be gaps. Opaque outside of the store; 0 is before all. */
export type Position = bigint;

/** An event's place in its stream: 0, 1, 2 … without gap. */
export type Revision = number;

/** Names one unbroken history: positions of another epoch mean nothing in this one. A UUID. */
export type Epoch = string;

/** What the stream's last revision must be for an append to be written; `none`: the stream must be missing. */
export type Expected = Revision | "none";

export interface NewEvent {
  /** A UUID in lower case. It makes the append safe to repeat. */
  readonly id: string;
  readonly type: string;
  readonly data: JsonObject;
  readonly metadata: JsonObject;
}

export interface RecordedEvent extends NewEvent {
  readonly kind: "event";
  readonly position: Position;
  readonly stream: string;
  readonly revision: Revision;
}

/** Everything that the reader asked for, up to and including `position`, has been handed over. */
export interface Progress {
  readonly kind: "progress";
  readonly position: Position;
  /** Whether that was the end of the log when it was read. */
  readonly caughtUp: boolean;
}

export interface Appended {
  /** Of the last event of the append. */
  readonly revision: Revision;
  /** Of the last event, too. */
  readonly position: Position;
  /** Of each of its events, in order. */
  readonly positions: readonly Position[];
}

export interface AppendOptions {
  /** Milliseconds from now (default 10,000, at most 60,000). What has not reached the store by then is not written any more. */
  readonly deadline?: number;
  /**
   * These events were never appended before by the caller: where the log holds them, somebody else wrote them, and it is
   * a conflict. Kept by stores that refuse known ids.
   */
  readonly isFirstTry?: true;
}

export interface ReadStreamOptions {
  /** The first revision read, inclusive; by default the stream's start forwards and its end backwards. */
  readonly from?: Revision;
  readonly direction?: "forwards" | "backwards";
  readonly limit?: number;
}

export interface ReadAllOptions {
  /** Exclusive. */
  readonly after: Position;
  readonly limit?: number;
  /** Only streams whose names begin with one of these; absent: all. */
  readonly prefixes?: readonly string[];
}

export interface SubscribeOptions {
  /** Exclusive. */
  readonly after: Position;
  readonly prefixes?: readonly string[];
  /** Ends the subscription; the iteration then completes without an error. */
  readonly signal: AbortSignal;
}

/**
 * An append-only log of events in streams, with one global order. The same contract holds on every adapter
 * (test/contract); several processes may use one log at once.
 */
export interface EventStore {
  /**
   * Whether no event gets an id that is in the log already, in whatever stream: such an append is a conflict, unless it
   * repeats just what was written. Absent: whoever makes ids of something else looks for them before.
   */
  readonly refusesKnownIds?: true;

  /**
   * Appends all of the events or none. Appends of one process to one stream are judged in the order they were made.
   * Repeated with the same ids and the same expectation (after a doubt, a crash), it gives the first answer or
   * `ConcurrencyConflict`, never a second event; with a *refreshed* expectation a repeat is a new append: look for your
   * ids in the stream's tail before.
   *
   * @throws ConcurrencyConflict nothing was written: the stream stands elsewhere. Read its tail, decide again.
   * @throws StoreUnavailable with `outcome`: "not written", or "unknown" (repeat the same append to learn it).
   * @throws EventRefused nothing was written, and never will be: the name, id or data can't be stored.
   */
  append(stream: string, events: readonly NewEvent[], expected: Expected, options?: AppendOptions): Promise<Appended>;

  /** Reads one stream; nothing if it is missing. @throws StoreUnavailable */
  readStream(stream: string, options?: ReadStreamOptions): AsyncIterable<RecordedEvent>;

  /** Reads the log in order to its present end. @throws StoreUnavailable */
  readAll(options: ReadAllOptions): AsyncIterable<RecordedEvent>;

  /**
   * Reads the log in order, then live, for ever: every event once. `Progress` comes after each page and at least every
   * second. Outages are waited out; where it stood it goes on.
   */
  subscribe(options: SubscribeOptions): AsyncIterable<RecordedEvent | Progress>;

  /** The event at just this position, null if there is none. @throws StoreUnavailable */
  eventAt(position: Position): Promise<RecordedEvent | null>;

  /**
   * The events at these positions, each once, in the log's order; where there is none it is left out. All of them are
   * held in memory. @throws StoreUnavailable
   */
  eventsAt(positions: readonly Position[]): Promise<readonly RecordedEvent[]>;

  /** The position of the last event of the log, 0 when it is empty. @throws StoreUnavailable */
  head(): Promise<Position>;

  /**
   * A position after which there are so many events now, or fewer: where they would have to be read to be counted, that
   * of the last one. @throws StoreUnavailable
   */
  beforeLast(events: number): Promise<Position>;

  epoch(): Promise<Epoch>;

  /** Declares that positions handed out so far mean nothing any more: after a restore, a failover, a copy. */
  renewEpoch(): Promise<Epoch>;

  /** Ends subscriptions, waits for appends under way, closes connections. */
  close(): Promise<void>;
}
