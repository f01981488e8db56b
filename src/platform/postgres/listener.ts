import { setTimeout as pause } from "node:timers/promises";
import pg from "pg";
import { reasonOf } from "../start-refused.ts";
import { endOnSilence, keptAlive, silenceTimes, type SilenceTimes } from "./silence.ts";

/** Milliseconds that a connection may take to be made. */
const connectWithin = 10_000;

export interface ListenerOptions {
  readonly channel: string;
  /** Done on each new connection before it listens. Should it fail, the connection is made again. */
  readonly prepare?: (client: pg.Client) => Promise<void>;
  /** Told of each notification of another session. */
  readonly onNotification: (payload: string) => void;
  /** Listening, at first or again; what was notified before is lost. */
  readonly onListening?: () => void;
  readonly onLost?: () => void;
  /** Told, a sentence each, why it is not listening. */
  readonly report: (sentence: string) => void;
  /** After how much silence the connection counts as lost. */
  readonly times?: SilenceTimes;
}

/** One connection that LISTENs to a channel, reconnects by itself, and NOTIFYs the others. */
export class Listener {
  readonly #config: pg.ClientConfig;
  readonly #options: ListenerOptions;
  readonly #closed = new AbortController();
  #client: pg.Client | null = null;
  #running: Promise<void> = Promise.resolve();

  constructor(config: pg.ClientConfig, options: ListenerOptions) {
    this.#config = config;
    this.#options = options;
  }

  open(): void {
    this.#running = this.#stayConnected();
  }

  /** Whether it went out: a notification may be lost at any time, so nothing but promptness may depend on it. */
  async notify(payload = ""): Promise<boolean> {
    return (
      this.#client?.query("select pg_notify($1, $2)", [this.#options.channel, payload]).then(
        () => true,
        () => false,
      ) ?? false
    );
  }

  async close(): Promise<void> {
    this.#closed.abort();
    await this.#running;
  }

  async #stayConnected(): Promise<void> {
    const { signal } = this.#closed;
    while (!signal.aborted) {
      try {
        await this.#listenUntilLost();
      } catch (error) {
        if (!signal.aborted) this.#options.report(`Not listening to ${this.#options.channel}: ${reasonOf(error)}`);
      }
      this.#client = null;
      this.#options.onLost?.();
      await pause(500, undefined, { signal }).catch(() => undefined); // aborted: the loop ends
    }
  }

  async #listenUntilLost(): Promise<void> {
    // Notifications do not wait for the answer to the one before.
    const config = { connectionTimeoutMillis: connectWithin, ...this.#config, ...keptAlive };
    const client = new pg.Client({ ...config, pipeline: true });
    let endAsking = (): void => undefined;
    const end = (): void => void client.end().catch(() => undefined); // it is lost, or not wanted any more
    this.#closed.signal.addEventListener("abort", end, { once: true });
    try {
      await new Promise<void>((resolve, reject) => {
        client.once("end", resolve);
        client.on("error", reject);
        this.#listen(client).catch(reject);
        client.once("connect", () => (endAsking = endOnSilence(client, this.#options.times ?? silenceTimes)));
      });
    } finally {
      endAsking();
      this.#closed.signal.removeEventListener("abort", end);
      end();
    }
  }

  async #listen(client: pg.Client): Promise<void> {
    client.on("notification", ({ processId, payload = "" }) => {
      const isOwn = processId === (client as pg.Client & { processID?: number }).processID;
      if (!isOwn) this.#options.onNotification(payload);
    });
    await client.connect();
    await this.#options.prepare?.(client);
    await client.query(`listen ${client.escapeIdentifier(this.#options.channel)}`);
    this.#client = client;
    this.#options.onListening?.();
  }
}
