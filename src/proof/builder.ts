import type { ClientBase, Pool } from "pg";
import { assertSameLog } from "../event-store/checkpoint.ts";
import { EpochMismatch } from "../event-store/errors.ts";
import type { EventStore, RecordedEvent } from "../event-store/port.ts";
import { transaction } from "../platform/postgres/transaction.ts";
import { builderState, moveBuilder, stopBuilder, type BuilderState } from "./builder-row.ts";
import { compareWithTree } from "./compare.ts";
import { addCheckpoint, checkpointAfter, lastCheckpoint } from "./checkpoint-table.ts";
import type { Checkpoint } from "./checkpoint.ts";
import { grow } from "./grow.ts";
import { mapRootAt } from "./map-at.ts";
import { LogRewritten, ProofBehind } from "./proofs.ts";
import type { CheckpointSigning } from "./signing.ts";
import { isDue, type Demand } from "./when-due.ts";

/** Events that a transaction takes. */
const batch = 5_000;
/** Milliseconds: a process that stands still in the middle of a batch keeps others waiting no longer. */
const idleMs = 10_000;

export interface BuilderParts {
  readonly pool: Pool;
  readonly store: EventStore;
  readonly signing: CheckpointSigning;
  readonly clock: () => Date;
}

export interface AdvanceOptions {
  readonly demand: Demand;
  readonly signal?: AbortSignal;
  /** Told after each batch. */
  readonly onProgress?: (progress: Progress) => void;
  /** @throws ProofBehind when more is missing. */
  readonly mostEvents?: number;
}

export interface Progress {
  /** Leaves of the tree. */
  readonly size: number;
  /** Events that were read in this run. */
  readonly events: number;
}

interface Step {
  readonly state: BuilderState;
  readonly events: number;
  readonly caughtUp: boolean;
}

/**
 * Builds the tree and the map of the log, and makes checkpoints. Each batch is a transaction that holds the builder's one
 * row: any number of processes may ask at once, one at a time builds, and one that dies leaves nothing half done.
 */
export class ProofBuilder {
  readonly #parts: BuilderParts;

  constructor(parts: BuilderParts) {
    this.#parts = parts;
  }

  /**
   * Goes on to the end of the log, making the checkpoints that are due or demanded.
   * @throws LogRewritten when it is not the log that was proved; it is said again each time until it is made good.
   */
  async advance({ demand, signal, onProgress, mostEvents = Infinity }: AdvanceOptions): Promise<Progress> {
    let events = 0;
    for (;;) {
      const step = await this.#stepOrStop(demand);
      events += step.events;
      const progress = { size: step.state.size, events };
      onProgress?.(progress);
      if (step.caughtUp || signal?.aborted === true) return progress;
      if (events >= mostEvents)
        throw new ProofBehind(`The proof is still being built; it has ${step.state.size} events. Try again later.`);
    }
  }

  async #stepOrStop(demand: Demand): Promise<Step> {
    const { pool } = this.#parts;
    try {
      return await transaction(pool, (db) => this.#step(db, demand), { idleMs });
    } catch (error) {
      if (error instanceof LogRewritten) await stopBuilder(pool, error.message);
      throw error;
    }
  }

  async #step(db: ClientBase, demand: Demand): Promise<Step> {
    const state = await this.#readable(await builderState(db, { lock: true }));
    if (state.compared !== null) return this.#compare(db, { ...state, compared: state.compared });
    const passed = await checkpointAfter(db, state.size);
    const limit = Math.min(batch, (passed?.size ?? Infinity) - state.size);
    const events = await this.#read(state, limit);
    const last = await lastCheckpoint(db);
    const number = passed?.number ?? (last?.number ?? 0) + 1;
    const { size, treeRoot } = await grow(db, { size: state.size, events, checkpoint: number });
    const moved = behind({ ...state, size }, events);
    const caughtUp = events.length < limit;
    if (passed?.size === size) await assertPassed(db, { passed, treeRoot });
    else if (!passed && isDue(demand, { last, size, epoch: moved.read.epoch, caughtUp, now: this.#parts.clock() })) {
      const mapRoot = await mapRootAt(db, number);
      const time = this.#parts.clock().toISOString();
      const words = { number, size, treeRoot, mapRoot, time, epoch: moved.read.epoch };
      await addCheckpoint(db, this.#parts.signing.signed(words));
    }
    if (caughtUp && passed && passed.size > size) throw logEnds(size, passed.size);
    await moveBuilder(db, moved);
    return { state: moved, events: events.length, caughtUp };
  }

  /** A log of another epoch, and one whose last event is another, is read again from its start and compared. */
  async #readable(state: BuilderState): Promise<BuilderState & { readonly read: NonNullable<BuilderState["read"]> }> {
    if (state.stopped !== null) throw new LogRewritten(state.stopped);
    const { store } = this.#parts;
    try {
      if (state.read) await assertSameLog(store, state.read);
      if (state.read) return { ...state, read: state.read };
    } catch (error) {
      if (!(error instanceof EpochMismatch)) throw error;
    }
    const start = { epoch: await store.epoch(), position: 0n, lastEvent: null };
    return { ...state, read: start, compared: state.size > 0 ? 0 : null };
  }

  async #compare(db: ClientBase, state: Reading & { readonly compared: number }): Promise<Step> {
    const limit = Math.min(batch, state.size - state.compared);
    const events = await this.#read(state, limit);
    await compareWithTree(db, { from: state.compared, events });
    const compared = state.compared + events.length;
    if (events.length < limit) throw logEnds(compared, state.size);
    const moved = behind({ ...state, compared: compared === state.size ? null : compared }, events);
    await moveBuilder(db, moved);
    return { state: moved, events: events.length, caughtUp: false };
  }

  #read({ read }: Reading, limit: number): Promise<RecordedEvent[]> {
    return Array.fromAsync(this.#parts.store.readAll({ after: read.position, limit }));
  }
}

type Reading = BuilderState & { readonly read: NonNullable<BuilderState["read"]> };

function behind(state: Reading, events: readonly RecordedEvent[]): Reading {
  const last = events.at(-1);
  if (!last) return state;
  const { position, id } = last;
  return { ...state, read: { ...state.read, position, lastEvent: { position, id } } };
}

/** A tree that is made again comes by the checkpoints that were made of it. */
async function assertPassed(
  db: ClientBase,
  { passed, treeRoot }: { readonly passed: Checkpoint; readonly treeRoot: Buffer },
): Promise<void> {
  const mapRoot = await mapRootAt(db, passed.number);
  if (treeRoot.equals(passed.treeRoot) && mapRoot.equals(passed.mapRoot)) return;
  throw new LogRewritten(
    `The log's first ${passed.size} events are not those of the checkpoint that was made of them at ${passed.time}.`,
  );
}

const logEnds = (size: number, proved: number): LogRewritten =>
  new LogRewritten(`The log ends after ${size} events; ${proved} were proved.`);
