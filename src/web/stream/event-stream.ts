import { toldEvents, type Told } from "../wire/told.ts";
import { backoff } from "./backoff.ts";
import type { Hear } from "./heard.ts";

export interface EventStreamOptions {
  readonly hear: Hear;
  /** Where to go on from; null: from now. */
  readonly from: string | null;
}

/**
 * One stream from the server that resumes where it was cut, by the last id that it brought. It tries again by itself
 * until it is closed; a browser's own retrying would neither wait longer each time nor say when.
 */
export class EventStream {
  readonly #hear: Hear;
  #lastId: string | null;
  #source: EventSource | null = null;
  #retry: ReturnType<typeof setTimeout> | undefined;
  #tries = 0;

  constructor({ hear, from }: EventStreamOptions) {
    this.#hear = hear;
    this.#lastId = from;
    this.#open();
  }

  /** Tries at once, where it waits. */
  tryNow(): void {
    if (this.#source) return;
    clearTimeout(this.#retry);
    this.#open();
  }

  /** The network is gone: a connection that is still open would bring nothing, and not say so for minutes. */
  lose(): void {
    if (this.#source) this.#lost(this.#source);
  }

  close(): void {
    clearTimeout(this.#retry);
    this.#source?.close();
    this.#source = null;
  }

  #open(): void {
    this.#hear({ kind: "link", link: { state: "connecting" } });
    const from = this.#lastId === null ? "" : `?last_event_id=${encodeURIComponent(this.#lastId)}`;
    const source = new EventSource(`/api/messages/stream${from}`);
    this.#source = source;
    source.addEventListener("connected", ({ lastEventId }) => {
      this.#keep(lastEventId);
      this.#tries = 0;
      this.#hear({ kind: "link", link: { state: "live" } });
    });
    source.addEventListener("reset", ({ lastEventId }) => {
      this.#keep(lastEventId);
      this.#hear({ kind: "reset" });
    });
    for (const name of toldEvents)
      source.addEventListener(name, (event: MessageEvent<string>) => this.#told(name, event));
    source.addEventListener("error", () => this.#lost(source));
  }

  #told(name: Told["event"], { data, lastEventId }: MessageEvent<string>): void {
    this.#keep(lastEventId);
    const told = { event: name, ...(JSON.parse(data) as object) } as Told;
    this.#hear({ kind: "told", told, id: this.#lastId });
  }

  /** An event without an id leaves the last one standing. */
  #keep(id: string): void {
    if (id !== "") this.#lastId = id;
  }

  #lost(source: EventSource): void {
    if (this.#source !== source) return;
    source.close();
    this.#source = null;
    const wait = backoff(this.#tries);
    this.#tries += 1;
    this.#hear({ kind: "link", link: { state: "lost", retryAt: Date.now() + wait } });
    this.#retry = setTimeout(() => this.#open(), wait);
  }
}
