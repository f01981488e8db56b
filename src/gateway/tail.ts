import { setTimeout as pause } from "node:timers/promises";
import type { Codec } from "../event-store/codec/codec.ts";
import type { EventStore, Position, RecordedEvent } from "../event-store/port.ts";
import { reasonOf } from "../platform/start-refused.ts";
import { pagesOf, type Page } from "../projections/pages.ts";

export interface TailOptions {
  readonly store: EventStore;
  readonly codec: Pick<Codec, "decode">;
  /** What the names of the streams read begin with. */
  readonly prefixes: readonly string[];
  /** The next page is read when it has settled; it must not fail. */
  readonly onPage: (page: TailPage, signal: AbortSignal) => Promise<void>;
  /** Told, a sentence each, of events that cannot be read and of what is waited out. */
  readonly report: (sentence: string) => void;
}

/** A stretch of the log, up to and including `position`: what could be read of it, in order. */
export interface TailPage {
  readonly events: readonly RecordedEvent[];
  readonly position: Position;
}

const retryMs = 500;

/** The process's one reader of the log's end: every event of these streams once, in order, decoded once. */
export class Tail {
  readonly #options: TailOptions;
  readonly #closed = new AbortController();
  #running: Promise<void> = Promise.resolve();

  constructor(options: TailOptions) {
    this.#options = options;
  }

  /** @param after exclusive */
  start(after: Position): void {
    this.#running = this.#run(after);
  }

  /** Settles when the page under way is done with. */
  async close(): Promise<void> {
    this.#closed.abort();
    await this.#running;
  }

  async #run(start: Position): Promise<void> {
    const { store, codec, prefixes, onPage, report } = this.#options;
    const { signal } = this.#closed;
    let after = start;
    while (!signal.aborted) {
      try {
        for await (const page of pagesOf({ store, codec }, { after, prefixes, signal })) {
          await onPage({ events: this.#readable(page), position: page.position }, signal);
          after = page.position;
        }
      } catch (error) {
        report(`The log's end cannot be read just now: ${reasonOf(error)}`);
      }
      await pause(retryMs, undefined, { signal }).catch(() => undefined); // aborted: the loop ends
    }
  }

  #readable({ events }: Page): readonly RecordedEvent[] {
    return events.flatMap((each) => {
      if (each.kind === "readable") return [each.event];
      this.#options.report(`Nobody is told of position ${each.event.position}: ${reasonOf(each.error)}`);
      return [];
    });
  }
}
