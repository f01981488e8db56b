import { ConcurrencyConflict } from "./errors.ts";
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
} from "./port.ts";

export type AppendOutcome = "written" | "conflict" | "failed";

/** Told that an append begins; what it gives back is told how it ended. It must be quick, and must not fail. */
export type AppendObserver = (events: readonly NewEvent[]) => (outcome: AppendOutcome) => void;

/** A log whose appends are watched: how many there are, and how long each takes. */
export class ObservedEventStore implements EventStore {
  readonly refusesKnownIds?: true;
  readonly #store: EventStore;
  readonly #observers: readonly AppendObserver[];

  constructor(store: EventStore, observers: readonly AppendObserver[]) {
    this.#store = store;
    this.#observers = observers;
    if (store.refusesKnownIds) this.refusesKnownIds = true;
  }

  async append(
    stream: string,
    events: readonly NewEvent[],
    expected: Expected,
    options?: AppendOptions,
  ): Promise<Appended> {
    const ends = this.#observers.map((observe) => observe(events));
    try {
      const appended = await this.#store.append(stream, events, expected, options);
      for (const end of ends) end("written");
      return appended;
    } catch (error) {
      for (const end of ends) end(error instanceof ConcurrencyConflict ? "conflict" : "failed");
      throw error;
    }
  }

  readStream(stream: string, options?: ReadStreamOptions): AsyncIterable<RecordedEvent> {
    return this.#store.readStream(stream, options);
  }

  readAll(options: ReadAllOptions): AsyncIterable<RecordedEvent> {
    return this.#store.readAll(options);
  }

  subscribe(options: SubscribeOptions): AsyncIterable<RecordedEvent | Progress> {
    return this.#store.subscribe(options);
  }

  eventAt(position: Position): Promise<RecordedEvent | null> {
    return this.#store.eventAt(position);
  }

  eventsAt(positions: readonly Position[]): Promise<readonly RecordedEvent[]> {
    return this.#store.eventsAt(positions);
  }

  head(): Promise<Position> {
    return this.#store.head();
  }

  beforeLast(events: number): Promise<Position> {
    return this.#store.beforeLast(events);
  }

  epoch(): Promise<Epoch> {
    return this.#store.epoch();
  }

  renewEpoch(): Promise<Epoch> {
    return this.#store.renewEpoch();
  }

  close(): Promise<void> {
    return this.#store.close();
  }
}
