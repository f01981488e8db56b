import { randomInt } from "node:crypto";
import type { ServerResponse } from "node:http";
import type { Epoch, Position } from "../event-store/port.ts";
import type { ResetReason, StreamConnection } from "./connection.ts";
import type { Counters } from "./counters.ts";
import type { JoinedFrames } from "./joined-frames.ts";
import type { Person } from "./person.ts";
import { afterAllOf, isAfter, placeText, type Place } from "./place.ts";
import type { Entry } from "./telling.ts";

/** What all streams of a process share. */
export interface StreamParts {
  readonly epoch: Epoch;
  readonly counters: Counters;
  /** Has a stream told what is after its cursor, until it is live. */
  readonly catchUp: (stream: Stream) => void;
  readonly onClosed: (stream: Stream) => void;
}

/** What a client has not taken yet may be so much, in bytes. */
const mostUnsent = 256 * 1024;

/** How long a client waits before it connects again; spread, so that not all come at once. */
const retryMs = { least: 1_000, most: 3_000 };

const streamHeaders = {
  "content-type": "text/event-stream",
  "cache-control": "no-cache",
  "x-accel-buffering": "no",
};

/** One client's connection: it is told what it missed while it catches up, then what happens. */
export class Stream {
  readonly person: Person;
  readonly sessionId: string;
  readonly isSessionOpen: () => Promise<boolean>;
  /** In the order in which the process's streams were opened. */
  readonly number: number;
  readonly since = new Date();
  readonly #response: ServerResponse;
  readonly #parts: StreamParts;
  /** Up to here everything was told. */
  #cursor: Place;
  /** Collected to be written together; only while live. */
  #pending: Entry[] | null = null;
  #isLive = false;
  #isOpen = true;
  /** As `Date.now()`. */
  #toldAt: number | null = null;

  constructor({ response, sessionId, isSessionOpen }: StreamConnection, { person, number, from, parts }: StreamStart) {
    this.person = person;
    this.number = number;
    this.sessionId = sessionId;
    this.isSessionOpen = isSessionOpen;
    this.#response = response;
    this.#cursor = from;
    this.#parts = parts;
    response.once("close", () => this.#closed());
    response.on("error", ignored);
  }

  get cursor(): Place {
    return this.#cursor;
  }

  /** When something of the log was told last; null: nothing yet. */
  get toldAt(): Date | null {
    return this.#toldAt === null ? null : new Date(this.#toldAt);
  }

  get isOpen(): boolean {
    return this.#isOpen;
  }

  get isLive(): boolean {
    return this.#isLive;
  }

  /** Begins with an id that belongs to no event: whoever leaves before the first one came goes on from there. */
  open(headers: StreamConnection["headers"]): void {
    this.#parts.counters.connections += 1;
    const set = Object.entries(headers).filter(([, value]) => value !== undefined);
    this.#response.writeHead(200, { ...Object.fromEntries(set), ...streamHeaders });
    const position = placeText(this.#parts.epoch, this.#cursor);
    const connected = JSON.stringify({ event: "connected", user_id: this.person.id, position });
    const retry = randomInt(retryMs.least, retryMs.most);
    this.#write(`retry: ${retry}\nid: ${position}\n\nevent: connected\ndata: ${connected}\n\n`);
  }

  /** The client is to load afresh; what happens after the position is told again. */
  reset(reason: ResetReason, after: Position): void {
    this.#parts.counters.resets += 1;
    this.#cursor = afterAllOf(after);
    const position = placeText(this.#parts.epoch, this.#cursor);
    this.#write(`id: ${position}\nevent: reset\ndata: ${JSON.stringify({ reason, position })}\n\n`);
  }

  /** Tells what was read for it, pulled as it can take more; then everything up to `cursor` is told. */
  tell({ bytes, frames, cursor }: { bytes: Buffer | null; frames: number; cursor: Place }): void {
    if (bytes) this.#write(bytes);
    if (frames > 0) this.#toldAt = Date.now();
    this.#parts.counters.framesWritten += frames;
    this.skipTo(cursor);
  }

  /** Nothing that is still untold up to here is for them. It never goes back. */
  skipTo(place: Place): void {
    if (isAfter(place, this.#cursor)) this.#cursor = place;
  }

  /** Settles when the client has taken what was written, or has left. */
  async drained(): Promise<void> {
    const response = this.#response;
    if (!this.#isOpen || !response.writableNeedDrain) return;
    await new Promise<void>((resolve) => {
      const settle = (): void => {
        response.off("drain", settle).off("close", settle);
        resolve();
      };
      response.on("drain", settle).on("close", settle);
    });
  }

  /** Everything there is was told: from now on entries are pushed. */
  goLive(): void {
    this.#isLive = true;
  }

  /** Pushes an entry, to be written with the others of this tick. @returns whether it is to be told here, and not yet. */
  push(entry: Entry): boolean {
    if (!this.#isLive || !isAfter(entry.place, this.#cursor)) return false;
    if (this.#pending) this.#pending.push(entry);
    else this.#pending = [entry];
    return true;
  }

  /**
   * One write for all that was pushed. Whoever does not keep up is cut, and goes on from the last that they got; what is
   * much at once is told as they take it.
   * @param read how far the log was read: newer words wait until it is known who has left
   */
  flush(joined: JoinedFrames, read: Position): void {
    const pending = this.#pending;
    const last = pending?.at(-1);
    if (!pending || !last) return;
    const bytes = joined.of(pending);
    const isTooMuch = this.#response.writableLength + (bytes?.length ?? 0) > mostUnsent;
    if (isTooMuch && this.#response.writableNeedDrain) {
      this.#parts.counters.closedSlow += 1;
      this.cut();
    } else if (isTooMuch || pending.some(({ asOf }) => asOf > read)) {
      this.#fallBehind();
    } else {
      this.#pending = null;
      this.tell({ bytes, frames: pending.length, cursor: last.place });
    }
  }

  /**
   * Somebody may not be told any more what is on its way to them. What was pushed is asked for again, as they may be told
   * it now; what has left for the socket and was not taken can only be stopped by cutting it.
   */
  takeBack(): void {
    if (this.#hasUnsent()) this.cut();
    if (this.#pending) this.#fallBehind();
  }

  /** Tells what nobody keeps, also while it catches up, unless the client is slow: later it is worth nothing. */
  tellInPassing(bytes: Buffer, frames: number): void {
    if (!this.#isOpen || this.#response.writableNeedDrain) return;
    this.#write(bytes);
    this.#parts.counters.framesWritten += frames;
  }

  comment(): void {
    this.#write(":\n\n");
    if (this.#response.writableLength > mostUnsent) this.cut();
  }

  /** Ends with nothing more going out. */
  stop(): void {
    if (this.#hasUnsent()) this.cut();
    else this.end();
  }

  /** Ends when the client has taken what was written. */
  end(): void {
    this.#response.end();
    this.#closed();
  }

  /** Settles when the connection is done with, too. */
  async gone(): Promise<void> {
    if (!this.#response.closed) await new Promise<void>((resolve) => this.#response.once("close", resolve));
  }

  /** Ends at once. */
  cut(): void {
    this.#response.destroy();
    this.#closed();
  }

  #hasUnsent(): boolean {
    return this.#response.writableLength > 0;
  }

  #fallBehind(): void {
    this.#pending = null;
    this.#isLive = false;
    this.#parts.catchUp(this);
  }

  #write(bytes: Buffer | string): void {
    if (this.#isOpen && !this.#response.destroyed) this.#response.write(bytes);
  }

  #closed(): void {
    if (!this.#isOpen) return;
    this.#isOpen = false;
    this.#isLive = false;
    this.#pending = null;
    this.#parts.counters.connections -= 1;
    this.#parts.onClosed(this);
  }
}

export interface StreamStart {
  readonly person: Person;
  readonly number: number;
  readonly from: Place;
  readonly parts: StreamParts;
}

/** A connection that breaks is closed, too, and that is what is listened to. */
function ignored(): void {}
