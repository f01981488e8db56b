import { Wakeups } from "../../event-store/wakeups.ts";
import type { EventStore, Progress, RecordedEvent, SubscribeOptions } from "../../event-store/port.ts";

/** A log whose end reaches its subscriber late: as for a process that is behind. */
export class HeldStore {
  readonly store: EventStore;
  readonly #released = new Wakeups();
  #isHeld = false;

  constructor(store: EventStore) {
    this.store = {
      append: (stream, events, expected, options) => store.append(stream, events, expected, options),
      readStream: (stream, options) => store.readStream(stream, options),
      readAll: (options) => store.readAll(options),
      subscribe: (options) => this.#subscribe(store, options),
      eventAt: (position) => store.eventAt(position),
      eventsAt: (positions) => store.eventsAt(positions),
      head: () => store.head(),
      beforeLast: (events) => store.beforeLast(events),
      epoch: () => store.epoch(),
      renewEpoch: () => store.renewEpoch(),
      close: () => store.close(),
    };
  }

  hold(): void {
    this.#isHeld = true;
  }

  release(): void {
    this.#isHeld = false;
    this.#released.wakeAll();
  }

  async *#subscribe(store: EventStore, options: SubscribeOptions): AsyncGenerator<RecordedEvent | Progress> {
    for await (const item of store.subscribe(options)) {
      while (this.#isHeld && !options.signal.aborted) await this.#released.next(this.#released.count, options.signal);
      yield item;
    }
  }
}
