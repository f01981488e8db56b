import { request, type Agent, type ClientRequest, type IncomingMessage } from "node:http";
import { setTimeout as pause } from "node:timers/promises";
import type { Newcomer } from "./people.ts";

export interface ClientOptions {
  readonly agent: Agent;
  readonly member: Newcomer;
  /** The number of their room, as its messages say it. */
  readonly room: number;
}

const mostTries = 20;

/**
 * One person's stream, which knows what comes next. As browsers do, it comes back with the last id that it was told, and
 * tries as often as it was told to.
 */
export class Client {
  readonly #options: ClientOptions;
  #request: ClientRequest | null = null;
  #lastId: string | null = null;
  /** Milliseconds. */
  #retry = 0;
  /** How many messages it was told, each of them the one after the last. */
  #told = 0;
  #wrong: string | null = null;
  #awaited: { readonly told: number; readonly resolve: () => void; readonly reject: (error: Error) => void } | null =
    null;

  constructor(options: ClientOptions) {
    this.#options = options;
  }

  /**
   * Settles when the stream has begun. It has tried from time to time since it was cut, so that its next try is at any
   * moment of that time. @throws when many tries failed
   */
  async comeBack(url: string): Promise<void> {
    await pause(Math.random() * this.#retry);
    for (let left = mostTries; ; left -= 1) {
      try {
        return await this.connect(url);
      } catch (error) {
        if (left <= 1) throw error;
        await pause(this.#retry);
      }
    }
  }

  /** Settles when the stream has begun. @throws what the server answered otherwise */
  async connect(url: string): Promise<void> {
    const { agent, member } = this.#options;
    const headers = {
      authorization: `Bearer ${member.token}`,
      accept: "text/event-stream",
      ...(this.#lastId !== null && { "last-event-id": this.#lastId }),
    };
    await new Promise<void>((resolve, reject) => {
      const sent = request(`${url}/api/messages/stream`, { agent, headers }, (response) => {
        if (response.statusCode === 200) this.#read(response, resolve);
        else reject(new Error(`A stream was answered with ${response.statusCode}.`));
      });
      sent.on("error", reject).end();
      this.#request = sent;
    });
  }

  cut(): void {
    this.#request?.destroy();
  }

  /** Settles when it was told so many messages altogether. @throws when one was lost, doubled or not for it */
  async hasBeenTold(count: number): Promise<void> {
    await new Promise<void>((resolve, reject) => {
      this.#awaited = { told: count, resolve, reject };
      this.#look();
    });
  }

  #read(response: IncomingMessage, onOpen: () => void): void {
    let rest = "";
    response.setEncoding("latin1").on("error", () => undefined); // it is cut in the end
    response.on("data", (chunk: string) => {
      const text = rest + chunk;
      let from = 0;
      for (let end = text.indexOf("\n\n"); end >= 0; end = text.indexOf("\n\n", from)) {
        this.#take(text.slice(from, end));
        from = end + 2;
      }
      rest = text.slice(from);
      if (this.#lastId !== null) onOpen();
      this.#look();
    });
  }

  /** Hundreds of thousands come at once, and their reader has a part of the machine only: each is looked at briefly. */
  #take(frame: string): void {
    const [first, second] = [lineOf(frame, 0), lineOf(frame, frame.indexOf("\n") + 1)];
    const id = [first, second].find((line) => line.startsWith("id: "));
    if (id !== undefined) this.#lastId = id.slice("id: ".length);
    if (first.startsWith("retry: ")) this.#retry = Number(first.slice("retry: ".length));
    if (second === "event: reset") this.#wrong ??= "It was told to load afresh.";
    if (second !== "event: new_message") return;
    const expected = `#${this.#options.room}:${this.#told}#`;
    if (frame.includes(expected)) this.#told += 1;
    else this.#wrong ??= `Instead of ${expected} it was told ${/#\d+:\d+#/.exec(frame)?.[0] ?? "something else"}.`;
  }

  #look(): void {
    if (!this.#awaited) return;
    if (this.#wrong !== null) this.#awaited.reject(new Error(this.#wrong));
    else if (this.#told > this.#awaited.told) this.#awaited.reject(new Error("It was told too much."));
    else if (this.#told === this.#awaited.told) this.#awaited.resolve();
  }
}

function lineOf(frame: string, from: number): string {
  const end = frame.indexOf("\n", from);
  return end < 0 ? frame.slice(from) : frame.slice(from, end);
}
