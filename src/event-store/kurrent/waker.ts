import { setTimeout as pause } from "node:timers/promises";
import { END, streamNameFilter } from "@eventstore/db-client";
import { reasonOf } from "../../platform/start-refused.ts";
import type { Connection } from "./connection.ts";
import { isTooSlow } from "./failures.ts";

interface WakerOptions {
  readonly prefix: string;
  readonly onWake: () => void;
  readonly report: (sentence: string) => void;
}

/**
 * A live subscription that only wakes the readers. It may be dropped at any moment (the server buffers 32 events for
 * it, and it never reconnects by itself): it is then opened again, and what came between is found by reading.
 */
export class Waker {
  readonly #connection: Connection;
  readonly #options: WakerOptions;
  readonly #closed = new AbortController();
  #running: Promise<void> = Promise.resolve();

  constructor(connection: Connection, options: WakerOptions) {
    this.#connection = connection;
    this.#options = options;
  }

  open(): void {
    this.#running = this.#staySubscribed();
  }

  async close(): Promise<void> {
    this.#closed.abort();
    await this.#running;
  }

  async #staySubscribed(): Promise<void> {
    const { signal } = this.#closed;
    while (!signal.aborted) {
      try {
        await this.#listenUntilLost();
      } catch (error) {
        if (isTooSlow(error)) continue;
        this.#options.report(`Wake-ups from the event store are down: ${reasonOf(error)}`);
        await pause(500, undefined, { signal }).catch(() => undefined); // aborted: the loop ends
      }
    }
  }

  async #listenUntilLost(): Promise<void> {
    const { prefix, onWake } = this.#options;
    const filter = streamNameFilter({ prefixes: [prefix] });
    const subscription = this.#connection.client.subscribeToAll({ fromPosition: END, filter });
    const { signal } = this.#closed;
    const { promise: lost, resolve, reject } = Promise.withResolvers<void>();
    const end = (): void => resolve();
    signal.addEventListener("abort", end, { once: true });
    try {
      // Not by `for await`: after unsubscribe() the client's stream does not always end.
      subscription.on("data", onWake).on("error", reject).once("close", end);
      onWake(); // for what came before
      await lost;
    } finally {
      signal.removeEventListener("abort", end);
      subscription.off("data", onWake).on("error", () => undefined); // its late words concern nobody any more
      void subscription.unsubscribe().catch(() => undefined); // there is nothing to take back where it never came up
    }
  }
}
