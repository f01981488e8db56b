import { setTimeout as pause } from "node:timers/promises";
import pg from "pg";
import { reasonOf } from "../../platform/start-refused.ts";

const channel = "verbatim_log";
const notifyEveryMs = 5;

/**
 * Tells the other processes that something was appended, and hears it from them: one connection, LISTEN and NOTIFY.
 * It only wakes. What is lost here (it reconnects by itself) readers find at their next look, a second later at most.
 */
export class WakeLine {
  readonly #config: pg.ClientConfig;
  readonly #onWake: () => void;
  readonly #report: (sentence: string) => void;
  readonly #closed = new AbortController();
  #client: pg.Client | null = null;
  #running: Promise<void> = Promise.resolve();
  #lastSent = 0;
  #isDue = false;
  #lastNotify: Promise<void> | undefined;

  constructor(config: pg.ClientConfig, options: { onWake: () => void; report: (sentence: string) => void }) {
    this.#config = config;
    this.#onWake = options.onWake;
    this.#report = options.report;
  }

  open(): void {
    this.#running = this.#stayConnected();
  }

  /** At most one NOTIFY per 5 ms, outside of the append's transaction: each takes a lock that all NOTIFYs share. */
  tellOthers(): void {
    if (this.#isDue) return;
    this.#isDue = true;
    const wait = Math.max(0, this.#lastSent + notifyEveryMs - performance.now());
    setTimeout(() => void this.#notify(), wait);
  }

  async close(): Promise<void> {
    this.#closed.abort();
    await this.#running;
  }

  async #notify(): Promise<void> {
    await this.#lastNotify;
    this.#isDue = false;
    this.#lastSent = performance.now();
    // A lost NOTIFY costs the others a second; the lost connection is reported where it is opened again.
    this.#lastNotify = this.#client?.query(`notify ${channel}`).then(nothing, nothing);
  }

  async #stayConnected(): Promise<void> {
    const { signal } = this.#closed;
    while (!signal.aborted) {
      try {
        await this.#listenUntilLost();
      } catch (error) {
        if (!signal.aborted) this.#report(`Wake-ups between processes are down: ${reasonOf(error)}`);
      }
      this.#client = null;
      await pause(500, undefined, { signal }).catch(() => undefined); // aborted: the loop ends
    }
  }

  async #listenUntilLost(): Promise<void> {
    const client = new pg.Client({ ...this.#config, keepAlive: true });
    const end = (): void => void client.end().then(nothing, nothing); // it is lost or not wanted any more
    this.#closed.signal.addEventListener("abort", end, { once: true });
    try {
      await new Promise<void>((resolve, reject) => {
        client.once("end", resolve);
        client.on("error", reject);
        this.#listen(client).catch(reject);
      });
    } finally {
      this.#closed.signal.removeEventListener("abort", end);
      end();
    }
  }

  async #listen(client: pg.Client): Promise<void> {
    client.on("notification", ({ processId }) => {
      if (processId !== (client as pg.Client & { processID?: number }).processID) this.#onWake();
    });
    await client.connect();
    await client.query(`listen ${channel}`);
    this.#client = client;
    this.#onWake();
  }
}

const nothing = (): void => undefined;
