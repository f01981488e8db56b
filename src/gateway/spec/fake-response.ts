import { EventEmitter } from "node:events";
import type { ServerResponse } from "node:http";
import { createParser } from "eventsource-parser";

/** As a client has it. */
export interface Heard {
  readonly event: string;
  readonly id: string | undefined;
  readonly data: Readonly<Record<string, unknown>>;
}

const highWaterMark = 16 * 1024;

/** A client that takes what it is written when it is told to, as much as it is told to. */
export class FakeResponse extends EventEmitter {
  readonly heard: Heard[] = [];
  /** Everything that it took, as it came. */
  text = "";
  /** The last id that it took: where it goes on. */
  lastEventId: string | undefined;
  status = 0;
  destroyed = false;
  closed = false;
  /** The most bytes that ever waited for it. */
  mostWaiting = 0;
  #isTaking: boolean;
  #unsent: Buffer[] = [];
  readonly #parser = createParser({
    onEvent: ({ event = "message", id, data }) =>
      this.heard.push({ event, id, data: JSON.parse(data) as Heard["data"] }),
  });

  constructor({ isTaking = true } = {}) {
    super();
    this.#isTaking = isTaking;
  }

  /** What the gateway takes for a real one. */
  get asResponse(): ServerResponse {
    return this as unknown as ServerResponse;
  }

  get writableLength(): number {
    return this.#unsent.reduce((sum, { length }) => sum + length, 0);
  }

  get writableNeedDrain(): boolean {
    return this.writableLength >= highWaterMark;
  }

  setHeader(): this {
    return this;
  }

  writeHead(status: number): this {
    this.status = status;
    return this;
  }

  write(bytes: Buffer | string): boolean {
    this.#unsent.push(Buffer.from(bytes));
    if (this.#isTaking) this.take(Infinity);
    this.mostWaiting = Math.max(this.mostWaiting, this.writableLength);
    return !this.writableNeedDrain;
  }

  end(): this {
    this.take(Infinity);
    this.#close();
    return this;
  }

  destroy(): this {
    this.destroyed = true;
    this.#unsent = [];
    this.#close();
    return this;
  }

  /** The client takes so many bytes of what waits for it; a frame may be cut in two. */
  take(bytes: number): void {
    const waiting = Buffer.concat(this.#unsent);
    const neededDrain = this.writableNeedDrain;
    const taken = waiting.subarray(0, bytes).toString("latin1");
    this.#unsent = waiting.length > taken.length ? [waiting.subarray(taken.length)] : [];
    this.text += taken;
    this.#parser.feed(Buffer.from(taken, "latin1").toString());
    const whole = this.text.slice(0, this.text.lastIndexOf("\n\n") + 1);
    this.lastEventId = [...whole.matchAll(/^id: (.*)$/gm)].at(-1)?.[1] ?? this.lastEventId;
    if (neededDrain && !this.writableNeedDrain) this.emit("drain");
  }

  /** From now on it takes everything at once, or nothing. */
  setTaking(isTaking: "everything" | "nothing"): void {
    this.#isTaking = isTaking === "everything";
    if (this.#isTaking) this.take(Infinity);
  }

  #close(): void {
    if (this.closed) return;
    this.closed = true;
    this.emit("close");
  }
}
