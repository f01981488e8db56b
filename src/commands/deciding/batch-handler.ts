import type { DomainEvent } from "../../domain/decision.ts";
import { KeyDestroyed } from "../../event-store/codec/seal.ts";
import { EventRefused, StoreUnavailable } from "../../event-store/errors.ts";
import type { Position } from "../../event-store/port.ts";
import { answerAll } from "./answers.ts";
import { appendBatch } from "./append-batch.ts";
import type { Command, Outcome } from "./command.ts";
import { decideBatch, restsOnState, type DecidedBatch, type DecideOptions } from "./decide-batch.ts";
import { refusalOfErased, type Known } from "./draft.ts";
import { encodeBatch } from "./encode-batch.ts";
import type { OlderKeys } from "./older-keys.ts";
import { snapshotEvery } from "./snapshots.ts";
import type { Log } from "./stream-reader.ts";
import type { StreamStates } from "./stream-states.ts";

export interface Waiting<State, Event extends DomainEvent> {
  readonly command: Command<State, Event>;
  /** `performance.now()` after which it must not be written any more; null: the store's own. */
  readonly until: number | null;
  readonly resolve: (outcome: Outcome<Event>) => void;
  readonly reject: (error: unknown) => void;
}

export interface BatchOptions<State, Event extends DomainEvent> extends DecideOptions<State, Event>, Log {
  readonly olderKeys: OlderKeys;
}

type Batch<State, Event extends DomainEvent> = readonly Waiting<State, Event>[];

const maxConflicts = 50;

/** Carries commands to one stream out together. One that can't be decided or stored fails alone, before a write. */
export class BatchHandler<State, Event extends DomainEvent> {
  readonly #options: BatchOptions<State, Event>;
  readonly #states: StreamStates<State, Event>;

  constructor(options: BatchOptions<State, Event>, states: StreamStates<State, Event>) {
    this.#options = options;
    this.#states = states;
  }

  /** Settles when each is answered or has failed. */
  async handle(stream: string, batch: Batch<State, Event>): Promise<void> {
    if (batch.length === 0) return;
    try {
      await this.#decideAndWrite(stream, batch);
    } catch (error) {
      if (error instanceof EventRefused && batch.length > 1) return this.#handleHalves(stream, batch);
      for (const { reject } of batch) reject(error);
    }
  }

  /** What no store keeps together, such as too many bytes, may go apart. Nothing was written. */
  async #handleHalves(stream: string, batch: Batch<State, Event>): Promise<void> {
    const middle = Math.ceil(batch.length / 2);
    await this.handle(stream, batch.slice(0, middle));
    await this.handle(stream, batch.slice(middle));
  }

  /**
   * First on what is kept: the append tells where that is behind the log, and a store that refuses known ids tells where
   * a key is older than what the stream remembers. What would be answered without an append is decided on all there is.
   */
  async #decideAndWrite(stream: string, given: Batch<State, Event>): Promise<void> {
    const { store, codec } = this.#options;
    let batch = given;
    const kept = this.#states.kept(stream);
    let isFresh = kept === null;
    let asksOlderKeys = !store.refusesKnownIds;
    let known = kept ?? (await this.#states.refresh(stream));
    for (let conflicts = 0; conflicts <= maxConflicts && batch.length > 0;) {
      const commands = batch.map(({ command }) => command);
      const olderKeys = asksOlderKeys ? this.#options.olderKeys : null;
      const decided = await decideBatch(known, { stream, commands }, { ...this.#options, olderKeys });
      if (!(isFresh && asksOlderKeys) && decided.drafts.some(restsOnState)) {
        if (!isFresh) known = await this.#states.refresh(stream);
        isFresh = asksOlderKeys = true;
        continue;
      }
      const encoded = await encodeBatch(codec, { stream, commands }, decided.drafts);
      if (encoded.kind === "spoilt") {
        batch = withoutSpoilt(batch, encoded.errors);
        continue;
      }
      const append = { stream, events: encoded.events, after: known.revision, until: earliest(batch) };
      const positions = append.events.length === 0 ? [] : await appendBatch(store, append);
      if (positions) return this.#settle(stream, { batch, before: known, decided, positions });
      conflicts += 1;
      known = await this.#states.refresh(stream);
      isFresh = asksOlderKeys = true;
    }
    if (batch.length > 0)
      throw new StoreUnavailable(`${stream} is written by too many at once`, { outcome: "not written" });
  }

  async #settle(
    stream: string,
    written: {
      readonly batch: Batch<State, Event>;
      readonly before: Known<State>;
      readonly decided: DecidedBatch<State, Event>;
      readonly positions: readonly Position[];
    },
  ): Promise<void> {
    const { batch, before, decided, positions } = written;
    const { drafts, after } = decided;
    if (positions.length > 0) this.#states.keep(stream, after);
    const last = drafts.flatMap((each) => (each.kind === "events" ? each.events : [])).at(-1);
    if (last && hasCrossed(before, after)) this.#states.snapshot(stream, { ...after, eventId: last.id });
    await answerAll(batch, drafts, { log: this.#options, positions });
  }
}

const hasCrossed = (before: Known<unknown>, after: Known<unknown>): boolean =>
  Math.floor((before.revision + 1) / snapshotEvery) < Math.floor((after.revision + 1) / snapshotEvery);

function earliest<State, Event extends DomainEvent>(batch: Batch<State, Event>): number | null {
  const all = batch.flatMap(({ until }) => until ?? []);
  return all.length > 0 ? Math.min(...all) : null;
}

function withoutSpoilt<State, Event extends DomainEvent>(
  batch: Batch<State, Event>,
  errors: ReadonlyMap<number, unknown>,
): Batch<State, Event> {
  for (const [index, error] of errors) {
    if (error instanceof KeyDestroyed) batch[index]?.resolve(refusalOfErased);
    else batch[index]?.reject(error);
  }
  return batch.filter((_, index) => !errors.has(index));
}
