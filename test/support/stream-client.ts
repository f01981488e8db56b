import { createParser, type EventSourceMessage } from "eventsource-parser";

/** An event of the stream as a client has it. */
export interface Heard {
  readonly event: string;
  /** Null for what is not kept: typing, presence, `connected`. */
  readonly id: string | null;
  readonly data: Readonly<Record<string, unknown>>;
}

export interface StreamClientOptions {
  readonly url: string;
  readonly token: string;
  /** Absent: from now on. */
  readonly lastEventId?: string | undefined;
}

/**
 * A reader of the stream as any client would be one: it remembers the last id it was given, and may be cut at any moment
 * and connected again from there. What it heard over all its connections is in order.
 */
export class StreamClient {
  readonly heard: Heard[] = [];
  readonly #url: string;
  readonly #token: string;
  #lastEventId: string | undefined;
  #connection = new AbortController();
  #reading: Promise<void> = Promise.resolve();
  readonly #waiting: (() => void)[] = [];

  private constructor({ url, token, lastEventId }: StreamClientOptions) {
    this.#url = url;
    this.#token = token;
    this.#lastEventId = lastEventId;
  }

  /** Settles when the server said that it is connected. */
  static async connect(options: StreamClientOptions): Promise<StreamClient> {
    const client = new StreamClient(options);
    await client.reconnect();
    return client;
  }

  get lastEventId(): string | undefined {
    return this.#lastEventId;
  }

  /** What it heard of one kind, or of all that is kept. */
  kept(event?: string): Heard[] {
    return this.heard.filter((each) => each.id !== null && (event === undefined || each.event === event));
  }

  /** @param url another process's, absent: the same */
  async reconnect(url = this.#url): Promise<void> {
    this.#connection = new AbortController();
    const { signal } = this.#connection;
    const headers: Record<string, string> = { authorization: `Bearer ${this.#token}` };
    if (this.#lastEventId !== undefined) headers["last-event-id"] = this.#lastEventId;
    const response = await fetch(`${url}/api/messages/stream`, { headers, signal });
    if (!response.ok || !response.body) throw new Error(`The stream was answered with ${response.status}.`);
    const connections = this.heard.filter(({ event }) => event === "connected").length;
    this.#reading = this.#read(response.body).catch(() => undefined); // cut, by us or by the server
    await this.until(() => this.heard.filter(({ event }) => event === "connected").length > connections);
  }

  /** Leaves in the middle of whatever comes. */
  async cut(): Promise<void> {
    this.#connection.abort();
    await this.#reading;
  }

  /** Settles when the server has ended the stream. */
  async ended(): Promise<void> {
    await this.#reading;
  }

  /** Settles once it is so. */
  async until(isSo: () => boolean): Promise<void> {
    while (!isSo()) await new Promise<void>((resolve) => this.#waiting.push(resolve));
  }

  async #read(body: ReadableStream<Uint8Array>): Promise<void> {
    const parser = createParser({ onEvent: (message) => this.#hear(message) });
    for await (const text of body.pipeThrough(new TextDecoderStream())) parser.feed(text);
  }

  #hear({ event = "message", id, data }: EventSourceMessage): void {
    if (id !== undefined) this.#lastEventId = id;
    this.heard.push({ event, id: id ?? null, data: JSON.parse(data) as Heard["data"] });
    for (const wake of this.#waiting.splice(0)) wake();
  }
}
