import type pg from "pg";
import { Listener } from "../../platform/postgres/listener.ts";

const notifyEveryMs = 5;

/**
 * Tells the other processes that something was appended, and hears it from them. It only wakes: what is lost here,
 * readers find at their next look, a second later at most.
 */
export class WakeLine {
  readonly #listener: Listener;
  #lastSent = 0;
  #isDue = false;

  constructor(config: pg.ClientConfig, { onWake, report }: { onWake: () => void; report: (sentence: string) => void }) {
    const channel = "verbatim_log";
    this.#listener = new Listener(config, { channel, onNotification: onWake, onListening: onWake, report });
  }

  open(): void {
    this.#listener.open();
  }

  /** At most one NOTIFY per 5 ms, outside of the append's transaction: each takes a lock that all NOTIFYs share. */
  tellOthers(): void {
    if (this.#isDue) return;
    this.#isDue = true;
    const wait = Math.max(0, this.#lastSent + notifyEveryMs - performance.now());
    setTimeout(() => void this.#notify(), wait);
  }

  async close(): Promise<void> {
    await this.#listener.close();
  }

  async #notify(): Promise<void> {
    this.#lastSent = performance.now();
    await this.#listener.notify();
    this.#isDue = false;
  }
}
