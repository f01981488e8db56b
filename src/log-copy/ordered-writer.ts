import { setTimeout as pause } from "node:timers/promises";
import { ConcurrencyConflict, EventRefused, StoreUnavailable } from "../event-store/errors.ts";
import type { Appended, EventStore, NewEvent, Position, RecordedEvent } from "../event-store/port.ts";
import { maxAppendBytes } from "../event-store/prepared-append.ts";
import { reasonOf } from "../platform/start-refused.ts";
import { LogCopyRefused } from "./copy-refused.ts";
import type { Pace } from "./pace.ts";

/** Half of what an adapter sends in one call. */
const maxWindowSize = 2_097_152;
const deadline = 60_000;
const retryMs = 500;

export interface OrderedWriterOptions {
  readonly store: Pick<EventStore, "append">;
  readonly pace: Pace;
  /** Ends the waiting for a log that is out of reach. */
  readonly signal: AbortSignal;
  /** Told of each outage that is waited out. */
  readonly report: (sentence: string) => void;
}

/** Neighbours of one stream, appended together. */
interface Run {
  readonly stream: string;
  /** Of the first. */
  readonly revision: number;
  readonly events: NewEvent[];
  bytes: number;
}

/**
 * Appends events of all streams in the order in which they are given, with their ids and revisions. A window of them is
 * on its way at once; after a doubt it is sent again unchanged, which writes nothing twice.
 * @throws LogCopyRefused when the log holds something else, or did not keep the order.
 */
export class OrderedWriter {
  readonly #options: OrderedWriterOptions;
  #window: Run[] = [];
  #size = 0;
  #last: Position;
  #isWarm = false;

  /** @param last the position of the last event that the log holds */
  constructor(options: OrderedWriterOptions, last: Position) {
    this.#options = options;
    this.#last = last;
  }

  /** Of the last event that was written. */
  get last(): Position {
    return this.#last;
  }

  async add(event: RecordedEvent): Promise<void> {
    const { id, type, data, metadata, stream, revision } = event;
    const bytes = Buffer.byteLength(JSON.stringify(data));
    const size = bytes + JSON.stringify(metadata).length;
    const run = this.#window.at(-1);
    const goesOn = run?.stream === stream && run.bytes + bytes <= maxAppendBytes;
    if (this.#size + size > maxWindowSize || (!goesOn && !this.#hasRoomFor(stream))) await this.flush();
    if (goesOn && this.#window.length > 0) {
      run.events.push({ id, type, data, metadata });
      run.bytes += bytes;
    } else this.#window.push({ stream, revision, events: [{ id, type, data, metadata }], bytes });
    this.#size += size;
  }

  /** The first append of all goes alone, so that the others find the connection made. */
  #hasRoomFor(stream: string): boolean {
    const { atOnce, mayRepeatStreams } = this.#options.pace;
    const most = this.#isWarm ? atOnce : 1;
    return this.#window.length < most && (mayRepeatStreams || !this.#window.some((run) => run.stream === stream));
  }

  /** Settles when everything that was given is written. */
  async flush(): Promise<void> {
    const window = this.#window;
    this.#window = [];
    this.#size = 0;
    if (window.length === 0) return;
    const written = await this.#written(window);
    for (const position of written.flatMap(({ positions }) => positions)) {
      if (position <= this.#last) throw new LogCopyRefused(orderLost);
      this.#last = position;
    }
    this.#isWarm = true;
  }

  async #written(window: readonly Run[]): Promise<readonly Appended[]> {
    const { signal, report } = this.#options;
    for (let isFirst = true; ; isFirst = false) {
      const settled = await Promise.allSettled(window.map((run) => this.#append(run)));
      const failed = settled.filter((each) => each.status === "rejected").map(({ reason }) => reason as unknown);
      if (failed.length === 0) return settled.flatMap((each) => (each.status === "fulfilled" ? [each.value] : []));
      const forGood = failed.find((error) => !(error instanceof StoreUnavailable));
      if (forGood !== undefined) throw refusalOf(forGood);
      if (signal.aborted) throw failed[0];
      if (isFirst) report(`${reasonOf(failed[0])} Waiting for it.`);
      await pause(retryMs, undefined, { signal }).catch(() => undefined); // aborted: there is one more try
    }
  }

  async #append({ stream, revision, events }: Run): Promise<Appended> {
    return this.#options.store.append(stream, events, revision === 0 ? "none" : revision - 1, { deadline });
  }
}

const orderLost =
  "The target wrote events in another order than they were sent in, which cannot be mended there. Copy to another " +
  "prefix, or an empty log, with --one-by-one.";

function refusalOf(error: unknown): unknown {
  if (error instanceof ConcurrencyConflict) {
    const { stream, expected, actual } = error;
    return new LogCopyRefused(
      `In the target ${stream} stands at ${actual}, not at ${expected}: somebody else writes to it, or the source has ` +
        "lost events of this stream. Nothing but this copy may write there.",
    );
  }
  return error instanceof EventRefused ? new LogCopyRefused(`The target cannot hold it: ${error.message}`) : error;
}
