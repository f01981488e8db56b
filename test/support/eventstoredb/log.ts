import type { ProposedEvent } from "./proposed-event.ts";

export interface RecordedEvent extends ProposedEvent {
  readonly stream: string;
  readonly revision: bigint;
  /** Commit and prepare position alike. */
  readonly position: number;
  /** Units of 100 ns since 1970. */
  readonly created: bigint;
  /** Where the next record begins. */
  readonly end: number;
  /** As it is sent to readers, from the first time on. */
  message?: Buffer;
}

export interface StreamState {
  /** The event with revision n at index n. */
  readonly events: RecordedEvent[];
  /** Events with a smaller revision cannot be read in the stream any more. */
  truncateBefore: bigint;
  tombstoned: boolean;
}

type LogListener = (appended: readonly RecordedEvent[]) => void;

/** Of a stream of metadata only the last event can be read. */
export function firstReadable(stream: string, { events, truncateBefore }: StreamState): number {
  const last = stream.startsWith("$$") ? events.length - 1 : 0;
  return Math.max(Number(truncateBefore), last);
}

/** The revision of a tombstone, and what a soft delete truncates before. */
export const endOfTime = 9_223_372_036_854_775_807n;

const firstPosition = 548;
const afterFirstEvent = 733;
/** A record's own fields; its names and bytes come on top. */
export const recordBytes = 90;

/** All events by position, and each stream's by revision. Nothing is ever removed. */
export class Log {
  readonly #events: RecordedEvent[] = [];
  readonly #streams = new Map<string, StreamState>();
  readonly #listeners = new Set<LogListener>();
  readonly #hiddenRecords = new Set<number>([0]);
  #nextPosition = firstPosition;

  constructor() {
    this.append("$$$scavenges", [json("$metadata", { $maxAge: 2_592_000 })]);
    this.appendHidden(afterFirstEvent - this.#nextPosition);
  }

  get events(): readonly RecordedEvent[] {
    return this.#events;
  }

  stream(name: string): StreamState | undefined {
    return this.#streams.get(name);
  }

  append(stream: string, proposed: readonly ProposedEvent[]): readonly RecordedEvent[] {
    const state = this.#state(stream);
    const created = ticks();
    const appended = proposed.map((event) => {
      const recorded = this.#record(stream, { event, revision: BigInt(state.events.length), created });
      state.events.push(recorded);
      return recorded;
    });
    this.#applyMetadata(stream, appended);
    this.#tell(appended);
    return appended;
  }

  truncate(stream: string, before: bigint): RecordedEvent {
    // Not JSON.stringify: 2^63 - 1 is no safe integer.
    const data = Buffer.from(`{"$tb":${before}}`);
    const [recorded] = this.append(`$$${stream}`, [{ ...json("$metadata", {}), data }]);
    if (recorded === undefined) throw new Error("One event was appended, and none recorded.");
    return recorded;
  }

  tombstone(stream: string): RecordedEvent {
    this.#state(stream).tombstoned = true;
    const event = { ...json("$streamDeleted", {}), isJson: false, data: new Uint8Array() };
    const recorded = this.#record(stream, { event, revision: endOfTime, created: ticks() });
    this.#tell([recorded]);
    return recorded;
  }

  /** The index in `events` of the first event at or after the position. */
  indexAt(position: number): number {
    let [low, high] = [0, this.#events.length];
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((this.#events[middle]?.position ?? Infinity) < position) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  /** Whether a read forwards may begin there. Positions behind the last event are not judged. */
  mayBeginAt(position: number): boolean {
    return position > (this.#events.at(-1)?.position ?? 0) || this.#isRecord(position);
  }

  /** Whether a read backwards may begin there. */
  mayEndAt(position: number): boolean {
    return position === this.#nextPosition || this.#isRecord(position);
  }

  #isRecord(position: number): boolean {
    return this.#hiddenRecords.has(position) || this.#events[this.indexAt(position)]?.position === position;
  }

  onAppend(listener: LogListener): () => void {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }

  /** Writes a record that no reader ever sees, and says where. */
  appendHidden(bytes: number): number {
    const position = this.#nextPosition;
    this.#hiddenRecords.add(position);
    this.#nextPosition += bytes;
    return position;
  }

  #record(
    stream: string,
    { event, revision, created }: Pick<RecordedEvent, "revision" | "created"> & { event: ProposedEvent },
  ): RecordedEvent {
    const position = this.#nextPosition;
    const bytes = recordBytes + stream.length + event.type.length + event.data.length + event.metadata.length;
    const recorded = { ...event, stream, revision, created, position, end: position + bytes };
    this.#nextPosition = recorded.end;
    this.#events.push(recorded);
    return recorded;
  }

  #state(stream: string): StreamState {
    const known = this.#streams.get(stream);
    if (known !== undefined) return known;
    const state: StreamState = { events: [], truncateBefore: 0n, tombstoned: false };
    this.#streams.set(stream, state);
    return state;
  }

  #applyMetadata(stream: string, appended: readonly RecordedEvent[]): void {
    const last = appended.at(-1);
    if (!stream.startsWith("$$") || last?.type !== "$metadata") return;
    const before = /"\$tb"\s*:\s*(\d+)/.exec(Buffer.from(last.data).toString("utf8"))?.[1];
    this.#state(stream.slice(2)).truncateBefore = BigInt(before ?? 0);
  }

  #tell(appended: readonly RecordedEvent[]): void {
    for (const listener of this.#listeners) listener(appended);
  }
}

function json(type: string, data: Readonly<Record<string, unknown>>): ProposedEvent {
  return {
    id: crypto.randomUUID(),
    type,
    isJson: true,
    data: Buffer.from(JSON.stringify(data)),
    metadata: new Uint8Array(),
  };
}

function ticks(): bigint {
  const milliseconds = performance.timeOrigin + performance.now();
  const whole = Math.floor(milliseconds);
  return BigInt(whole) * 10_000n + BigInt(Math.floor((milliseconds - whole) * 10_000));
}
