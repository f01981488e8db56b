import { EventStoreDBClient } from "@eventstore/db-client";

/**
 * Holds the client, and throws it away for a new one when it must be suspected of being stuck: after a broken batch
 * stream a client of this library may never settle an append again.
 */
export class Connection {
  readonly #url: string;
  #client: EventStoreDBClient;

  constructor(url: string) {
    this.#url = url.replace(/^kurrentdb/, "esdb");
    this.#client = this.#connect();
  }

  get client(): EventStoreDBClient {
    return this.#client;
  }

  /** Replaces the client, unless somebody else has replaced the suspected one already. */
  renew(suspect: EventStoreDBClient): void {
    if (suspect !== this.#client) return;
    this.#client = this.#connect();
    dispose(suspect);
  }

  close(): void {
    dispose(this.#client);
  }

  #connect(): EventStoreDBClient {
    // Never with throwOnAppendFailure off: a refused batch append then reports a wrong revision.
    return EventStoreDBClient.connectionString(this.#url);
  }
}

/** Cancels the client's calls. Not waited for: it would wait for streams that nobody reads to their end. */
function dispose(client: EventStoreDBClient): void {
  void client.dispose().catch(() => undefined); // a client whose connection never came up has nothing to dispose of
}
