import { EventStream } from "./event-stream.ts";
import type { Hear, Heard, Link } from "./heard.ts";

type Said = Heard | { readonly kind: "who-leads" } | { readonly kind: "try-now" } | Standing;

/** Where the leading tab is: what a tab loads must not be older. */
interface Standing {
  readonly kind: "standing";
  readonly id: string | null;
  readonly link: Link;
}

export interface SharedStreamOptions {
  /** Streams of different people are apart, also in one browser. */
  readonly userId: string;
  readonly hear: Hear;
}

/**
 * One stream for all tabs: the tab that holds the lock leads it, and passes on what it hears. When that tab is closed
 * another one goes on from the last id that it heard.
 */
export class SharedStream {
  readonly #hear: Hear;
  readonly #channel: BroadcastChannel;
  readonly #closed = new AbortController();
  #stream: EventStream | null = null;
  #lastId: string | null = null;
  #link: Link = { state: "connecting" };
  #onStanding: ((standing: Standing) => void) | null = null;

  constructor({ userId, hear }: SharedStreamOptions) {
    this.#hear = hear;
    this.#channel = new BroadcastChannel(`verbatim-stream-${userId}`);
    this.#channel.addEventListener("message", ({ data }: MessageEvent<Said>) => this.#said(data));
    void this.#lead(`verbatim-stream-${userId}`);
  }

  /** Whether this tab holds the stream. */
  get leads(): boolean {
    return this.#stream !== null;
  }

  /** The last that was heard here, as a position; null where nothing was. */
  get heardUpTo(): string | null {
    return this.#lastId;
  }

  /**
   * What the leading tab has heard already, as a position; null where nothing was or nobody leads. Whatever is heard
   * after is heard here too, so that what is loaded from there on has no hole.
   */
  async standing(): Promise<string | null> {
    if (this.leads) return this.#lastId;
    const answer = new Promise<string | null>((resolve) => {
      const late = setTimeout(() => resolve(null), 150);
      this.#onStanding = ({ id, link }) => {
        clearTimeout(late);
        this.#take({ kind: "link", link });
        resolve(id);
      };
    });
    this.#say({ kind: "who-leads" });
    return answer;
  }

  /** Goes on from there when this tab leads the first stream. */
  startFrom(position: string | null): void {
    this.#lastId ??= position;
    if (this.#isLeader && !this.#stream) this.#open();
    this.#isReady = true;
  }

  tryNow(): void {
    if (this.#stream) this.#stream.tryNow();
    else this.#say({ kind: "try-now" });
  }

  /** Each tab hears by itself that the network is gone: the one that leads acts on it. */
  lose(): void {
    this.#stream?.lose();
  }

  close(): void {
    this.#closed.abort();
    this.#stream?.close();
    this.#stream = null;
    this.#channel.close();
  }

  #isLeader = false;
  #isReady = false;

  async #lead(lock: string): Promise<void> {
    const { signal } = this.#closed;
    await navigator.locks
      .request(lock, { signal }, async () => {
        this.#isLeader = true;
        if (this.#isReady) this.#open();
        await new Promise<void>((resolve) => signal.addEventListener("abort", () => resolve(), { once: true }));
      })
      .catch((error: unknown) => {
        if (!signal.aborted) throw error;
      });
  }

  #open(): void {
    this.#stream = new EventStream({
      from: this.#lastId,
      hear: (heard) => {
        this.#take(heard);
        this.#say(heard);
      },
    });
  }

  #said(said: Said): void {
    if (said.kind === "who-leads") {
      if (this.leads) this.#say({ kind: "standing", id: this.#lastId, link: this.#link });
    } else if (said.kind === "standing") {
      this.#onStanding?.(said);
      this.#onStanding = null;
    } else if (said.kind === "try-now") this.#stream?.tryNow();
    else this.#take(said);
  }

  #take(heard: Heard): void {
    if (heard.kind === "told" && heard.id !== null) this.#lastId = heard.id;
    if (heard.kind === "link") this.#link = heard.link;
    this.#hear(heard);
  }

  #say(said: Said): void {
    if (!this.#closed.signal.aborted) this.#channel.postMessage(said);
  }
}
