import type { GrpcCall } from "./call.ts";
import type { Faults } from "./faults.ts";
import type { Log, RecordedEvent } from "./log.ts";
import { caughtUpMessage, confirmationMessage } from "./read-messages.ts";
import { consumerTooSlow, type GrpcStatus } from "./status.ts";

/** What is subscribed to: how it reads the past, and what it makes of each new event. */
export interface SubscriptionSource {
  /** The next page of the past, or undefined once there is none. */
  nextPage(): readonly Buffer[] | undefined;
  /** What to send about a new event. */
  live(event: RecordedEvent): readonly Buffer[];
  /** False while there is nothing yet to be caught up with. */
  isReadable(): boolean;
  /** Why it cannot go on after these events. */
  endsWith(events: readonly RecordedEvent[]): GrpcStatus | undefined;
}

/** So many messages can wait when no more fit on the way to the client. */
const liveBufferSize = 32;

/**
 * Sends the past page by page, as fast as the client takes it, then what happens. A client that is too slow for that
 * gets the messages that were waiting and then an error.
 */
export class Subscription {
  readonly #call: GrpcCall;
  readonly #source: SubscriptionSource;
  readonly #outgoing: Buffer[] = [];
  #outgoingBytes = 0;
  /** How many of the outgoing messages, at their end, have to wait. */
  #waiting = 0;
  #end: GrpcStatus | undefined;
  #pumping = false;

  constructor(call: GrpcCall, source: SubscriptionSource) {
    this.#call = call;
    this.#source = source;
  }

  async run({ log, faults }: { log: Log; faults: Faults }): Promise<void> {
    this.#call.send(confirmationMessage());
    if (!this.#source.isReadable()) await this.#firstEvent(log);
    for (let page = this.#source.nextPage(); page !== undefined; page = this.#source.nextPage()) {
      for (const message of page) {
        this.#call.send(message);
        if (this.#call.roomBytes <= 0) await this.#call.room();
        if (this.#call.closed) return;
      }
    }
    if (this.#call.closed) return;
    // Nothing is appended between the last page and these lines, so nothing is missed.
    this.#call.send(caughtUpMessage());
    const stops = [
      log.onAppend((events) => this.#offer(events)),
      faults.onOverflow(() => this.#finish(consumerTooSlow)),
    ];
    this.#call.onClose(() => stops.forEach((stop) => stop()));
  }

  async #firstEvent(log: Log): Promise<void> {
    const { promise, resolve } = Promise.withResolvers<void>();
    const stop = log.onAppend(() => {
      if (this.#source.isReadable()) resolve();
    });
    this.#call.onClose(resolve);
    await promise;
    stop();
  }

  #offer(events: readonly RecordedEvent[]): void {
    for (const message of events.flatMap((event) => this.#source.live(event))) {
      if (this.#end !== undefined) return;
      const fits = this.#waiting === 0 && this.#outgoingBytes < this.#call.roomBytes;
      if (fits || this.#waiting < liveBufferSize) this.#enqueue(message, fits ? 0 : 1);
      else this.#finish(consumerTooSlow);
    }
    const end = this.#source.endsWith(events);
    if (end !== undefined) this.#finish(end);
  }

  #enqueue(message: Buffer, waiting: 0 | 1): void {
    this.#outgoing.push(message);
    this.#outgoingBytes += message.length;
    this.#waiting += waiting;
    this.#wake();
  }

  #finish(status: GrpcStatus): void {
    this.#end ??= status;
    this.#wake();
  }

  #wake(): void {
    if (this.#pumping) return;
    this.#pumping = true;
    setImmediate(() => void this.#pump());
  }

  async #pump(): Promise<void> {
    for (let message = this.#outgoing.shift(); message !== undefined; message = this.#outgoing.shift()) {
      this.#outgoingBytes -= message.length;
      this.#waiting = Math.min(this.#waiting, this.#outgoing.length);
      this.#call.send(message);
      if (this.#call.roomBytes <= 0) await this.#call.room();
    }
    this.#pumping = false;
    if (this.#end !== undefined) this.#call.end(this.#end);
  }
}
