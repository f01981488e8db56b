import { LRUCache } from "lru-cache";
import type { DomainEvent } from "../../domain/decision.ts";
import type { RecordedEvent } from "../../event-store/port.ts";
import { written, type Written } from "../../events/logged.ts";
import type { Decider } from "./command.ts";
import type { Known } from "./draft.ts";
import { snapshotEvery, type Snapshot, type SnapshotKeeper } from "./snapshots.ts";
import { readDecoded, type Log } from "./stream-reader.ts";

export interface StreamStatesOptions<State, Event extends DomainEvent> extends Log {
  readonly decider: Decider<State, Event>;
  /** Of memory, as the decider estimates it; what was used longest ago goes first. */
  readonly maxStateBytes: number;
  readonly snapshots: SnapshotKeeper<State> | null;
}

/** Longer than reading a stream, or deciding a batch and writing it, takes. */
const forgetfulMs = 30_000;

/** States of streams, made from their events and kept for the next command. What is kept may be behind the log. */
export class StreamStates<State, Event extends DomainEvent> {
  readonly #options: StreamStatesOptions<State, Event>;
  readonly #known: LRUCache<string, Known<State>>;
  readonly #loading = new Map<string, Promise<Known<State>>>();
  /** In `performance.now()`. */
  #keepsFrom = 0;

  constructor(options: StreamStatesOptions<State, Event>) {
    this.#options = options;
    const { decider, maxStateBytes } = options;
    this.#known = new LRUCache({ maxSize: maxStateBytes, sizeCalculation: ({ state }) => decider.sizeOf(state) });
  }

  kept(stream: string): Known<State> | null {
    return this.#known.get(stream) ?? null;
  }

  keep(stream: string, known: Known<State>): void {
    if (performance.now() < this.#keepsFrom) return;
    const kept = this.#known.get(stream);
    if (!kept || kept.revision <= known.revision) this.#known.set(stream, known);
  }

  /** As it is kept, which may be behind the log; read where it is not kept. */
  async known(stream: string): Promise<Known<State>> {
    return this.kept(stream) ?? this.#loading.get(stream) ?? this.refresh(stream);
  }

  /** Reads what the log has beyond what is kept. What is read at the same time from its start is read once. */
  async refresh(stream: string): Promise<Known<State>> {
    const kept = this.#known.get(stream);
    if (kept) return this.#readOn(stream, kept);
    const underWay = this.#loading.get(stream);
    if (underWay) return this.#readOn(stream, await underWay);
    const loading = this.#load(stream).finally(() => this.#loading.delete(stream));
    this.#loading.set(stream, loading);
    return loading;
  }

  /**
   * Keeps what is kept up to date from the process's own reading of the log; decoded events, in order. What misses
   * events in between is kept no longer: no later one would fit.
   */
  absorb(event: RecordedEvent): void {
    const kept = this.#known.get(event.stream);
    if (!kept || event.revision <= kept.revision) return;
    if (event.revision === kept.revision + 1) this.keep(event.stream, this.#evolved(kept, written<Event>(event)));
    else this.#known.delete(event.stream);
  }

  /** Words in what is kept were erased: it goes, and what is being read and written just now is not kept either. */
  forgetAll(): void {
    this.#known.clear();
    this.#loading.clear();
    this.#keepsFrom = performance.now() + forgetfulMs;
  }

  /** Takes a state as a snapshot, where snapshots are made. */
  snapshot(stream: string, snapshot: Snapshot<State>): void {
    this.#options.snapshots?.offer(stream, snapshot);
  }

  async #readOn(stream: string, kept: Known<State>): Promise<Known<State>> {
    const known = await this.#folded(stream, kept);
    this.keep(stream, known);
    return known;
  }

  async #load(stream: string): Promise<Known<State>> {
    const { decider, snapshots } = this.#options;
    const snapshot = await snapshots?.load(stream);
    const start: Known<State> = { state: decider.initialState, revision: -1 };
    const loaded = (snapshot && (await this.#since(stream, snapshot))) ?? (await this.#folded(stream, start));
    this.keep(stream, loaded);
    return loaded;
  }

  /** Null where the stream holds another event at the snapshot's revision: it was taken of another log. */
  async #since(stream: string, { state, revision, eventId }: Snapshot<State>): Promise<Known<State> | null> {
    const [event] = await Array.fromAsync(this.#options.store.readStream(stream, { from: revision, limit: 1 }));
    return event?.id === eventId ? this.#folded(stream, { state, revision }) : null;
  }

  async #folded(stream: string, start: Known<State>): Promise<Known<State>> {
    let known = start;
    let last: Written<Event> | undefined;
    for await (const page of readDecoded<Event>(this.#options, stream, start.revision + 1)) {
      for (const event of page) known = this.#evolved(known, event);
      last = page.at(-1);
    }
    const isFar = known.revision - start.revision >= snapshotEvery;
    if (isFar && last) this.snapshot(stream, { ...known, eventId: last.id });
    return known;
  }

  #evolved(known: Known<State>, event: Written<Event>): Known<State> {
    return { state: this.#options.decider.evolve(known.state, event), revision: event.revision };
  }
}
