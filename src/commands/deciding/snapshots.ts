import type { Known } from "./draft.ts";

/** A snapshot is made whenever a stream has grown by so many events. */
export const snapshotEvery = 1_000;

export interface Snapshot<State> extends Known<State> {
  /** Of the event at its revision: a log where another one stands there is another log. */
  readonly eventId: string;
}

/** Where states of long streams are kept, so that they need not be folded from their start. Nothing is lost with them. */
export interface Snapshots<State> {
  /** Null where there is none, or none that this release reads. */
  load(stream: string): Promise<Snapshot<State> | null>;
  /** The newer one stays. */
  save(stream: string, snapshot: Snapshot<State>): Promise<void>;
}

/** The streams whose snapshots may wait to be written; of more they are left out. */
const maxWaiting = 100;

/** Reads and writes snapshots beside the commands: what fails is reported, and costs time alone. */
export class SnapshotKeeper<State> {
  readonly #snapshots: Snapshots<State>;
  readonly #report: (sentence: string) => void;
  readonly #waiting = new Map<string, Snapshot<State>>();
  #writing: Promise<void> | null = null;

  constructor(snapshots: Snapshots<State>, report: (sentence: string) => void) {
    this.#snapshots = snapshots;
    this.#report = report;
  }

  async load(stream: string): Promise<Snapshot<State> | null> {
    try {
      return await this.#snapshots.load(stream);
    } catch (error) {
      this.#report(`The snapshot of ${stream} could not be read, so it is folded from its start: ${String(error)}`);
      return null;
    }
  }

  /** Takes it to be written, one after the other; of one stream only the latest. */
  offer(stream: string, snapshot: Snapshot<State>): void {
    if (this.#waiting.size >= maxWaiting && !this.#waiting.has(stream)) return;
    this.#waiting.set(stream, snapshot);
    this.#writing ??= this.#write();
  }

  /** Settles when what was offered so far is written, or has failed. */
  async settled(): Promise<void> {
    await this.#writing;
  }

  async #write(): Promise<void> {
    while (this.#waiting.size > 0) {
      // A turn later, when those who wait for their command are answered.
      await new Promise(setImmediate);
      const [next] = this.#waiting;
      if (!next) continue;
      this.#waiting.delete(next[0]);
      await this.#save(...next);
    }
    this.#writing = null;
  }

  async #save(stream: string, snapshot: Snapshot<State>): Promise<void> {
    try {
      await this.#snapshots.save(stream, snapshot);
    } catch (error) {
      this.#report(`The snapshot of ${stream} could not be written: ${String(error)}`);
    }
  }
}
