import { createParser, type EventSourceMessage } from "eventsource-parser";
import { causeOf, SmokeFailed } from "./client.ts";

export interface Heard {
  readonly event: string;
  readonly data: Readonly<Record<string, unknown>>;
}

export interface StreamOptions {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  /** Milliseconds that anything may take. */
  readonly patience: number;
}

/** The stream of somebody, which may be left and taken up again where it was. */
export class SmokeStream {
  readonly #options: StreamOptions;
  readonly #heard: Heard[] = [];
  #lastEventId: string | null = null;
  #connection = new AbortController();
  #waiting: () => void = () => undefined;

  constructor(options: StreamOptions) {
    this.#options = options;
  }

  /** Settles when the server says that it is connected. @throws SmokeFailed */
  async connect(): Promise<void> {
    this.#connection = new AbortController();
    const { url, headers, patience } = this.#options;
    const lastEventId = this.#lastEventId === null ? {} : { "last-event-id": this.#lastEventId };
    const tooLate = setTimeout(() => this.#connection.abort(), patience);
    const response = await fetch(`${url}/api/messages/stream`, {
      headers: { ...headers, ...lastEventId, accept: "text/event-stream" },
      signal: this.#connection.signal,
    })
      .catch((error: unknown) => {
        throw new SmokeFailed(`The stream got no answer: ${causeOf(error)}.`);
      })
      .finally(() => clearTimeout(tooLate));
    if (!response.ok || !response.body) throw new SmokeFailed(`The stream was answered with ${response.status}.`);
    this.#heard.length = 0;
    void this.#read(response.body).catch(() => undefined); // left, or cut: whoever waits learns it by the time
    await this.hear("connected");
  }

  leave(): void {
    this.#connection.abort();
  }

  /** The first of this kind since it was connected that is so. @throws SmokeFailed when it does not come in time */
  async hear(event: string, isSo: (data: Heard["data"]) => boolean = () => true): Promise<Heard["data"]> {
    const { patience } = this.#options;
    const until = performance.now() + patience;
    for (;;) {
      const found = this.#heard.find((each) => each.event === event && isSo(each.data));
      if (found) return found.data;
      const left = until - performance.now();
      if (left <= 0) throw new SmokeFailed(`The stream did not tell of ${event} within ${patience / 1_000} s.`);
      await this.#next(left);
    }
  }

  /** Settles when something is heard, or after so many milliseconds. */
  async #next(milliseconds: number): Promise<void> {
    const { promise, resolve } = Promise.withResolvers<void>();
    const timer = setTimeout(resolve, milliseconds);
    this.#waiting = resolve;
    await promise;
    clearTimeout(timer);
  }

  async #read(body: ReadableStream<Uint8Array>): Promise<void> {
    const parser = createParser({ onEvent: (message) => this.#hears(message) });
    for await (const text of body.pipeThrough(new TextDecoderStream())) parser.feed(text);
  }

  #hears({ event = "message", id, data }: EventSourceMessage): void {
    if (id !== undefined) this.#lastEventId = id;
    this.#heard.push({ event, data: JSON.parse(data) as Heard["data"] });
    this.#waiting();
  }
}
