import { setTimeout as pause } from "node:timers/promises";
import type pg from "pg";
import { Listener } from "../platform/postgres/listener.ts";

/** Where processes tell each other of sessions that ended: their ids, with commas between. */
const channel = "verbatim_sessions";
/** A notification holds less than 8,000 bytes. */
const mostIds = 100;
const attempts = 20;
const retryMs = 250;

export interface EndedSessionsOptions {
  readonly connection: pg.ClientConfig;
  /** Told of sessions that ended elsewhere. */
  readonly onEnded: (sessionIds: readonly string[]) => void;
  readonly report: (sentence: string) => void;
}

/** Tells the other processes of sessions that end here, and hears of theirs. What gets lost is found when sessions are asked for. */
export class EndedSessions {
  readonly #listener: Listener;
  readonly #closed = new AbortController();

  constructor({ connection, onEnded, report }: EndedSessionsOptions) {
    this.#listener = new Listener(connection, {
      channel,
      onNotification: (payload) => onEnded(payload.split(",")),
      report,
    });
  }

  open(): void {
    this.#listener.open();
  }

  async tell(sessionIds: readonly string[]): Promise<void> {
    for (let from = 0; from < sessionIds.length; from += mostIds) {
      await this.#notify(sessionIds.slice(from, from + mostIds).join(","));
    }
  }

  async close(): Promise<void> {
    this.#closed.abort();
    await this.#listener.close();
  }

  async #notify(payload: string): Promise<void> {
    const { signal } = this.#closed;
    for (let attempt = 0; attempt < attempts && !signal.aborted; attempt += 1) {
      if (await this.#listener.notify(payload)) return;
      await pause(retryMs, undefined, { signal }).catch(() => undefined); // aborted: the loop ends
    }
  }
}
