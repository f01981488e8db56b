import { setTimeout as pause } from "node:timers/promises";
import type { ClientBase, Pool } from "pg";
import { assertSameLog, type Checkpoint } from "../event-store/checkpoint.ts";
import { EpochMismatch } from "../event-store/errors.ts";
import type { RecordedEvent } from "../event-store/port.ts";
import { reasonOf } from "../platform/start-refused.ts";
import type { LeaseTimes } from "../projections/lease.ts";
import { pagesOf, type Log, type Page, type ReadEvent } from "../projections/pages.ts";
import {
  LeaseLost,
  moveCheckpoint,
  releaseLease,
  renewLease,
  takeLease,
  type ReactorName,
  type Tenure,
} from "./checkpoint.ts";

const pauses = { first: 200, longest: 30_000 };
/** Milliseconds: where nothing is reacted to, the checkpoint is written no more often. */
const moveEvery = 5_000;

/** Milliseconds: at the log's end pages keep this distance, so that many events share one. Nobody waits for a reaction. */
const distance = 200;

/** How events are reacted to. */
export type Reacting =
  | {
      readonly each: "alone";
      /** Settles when what is to happen because of an event has happened. It is repeated after a doubt. */
      readonly react: (event: RecordedEvent) => Promise<void>;
    }
  | {
      readonly each: "together";
      /** Does all that is to happen because of them in one transaction, in which it moves the checkpoint, too. */
      readonly react: (events: readonly RecordedEvent[], move: (db: ClientBase) => Promise<void>) => Promise<void>;
    };

export interface ReactorOptions {
  readonly name: ReactorName;
  readonly pool: Pool;
  readonly log: Log;
  /** Of the streams that are read. */
  readonly prefixes: readonly string[];
  /** Which events are reacted to: only those are opened. */
  readonly isMeant: (event: RecordedEvent) => boolean;
  readonly reacting: Reacting;
  /** One name for each run of a process. */
  readonly holder: string;
  readonly times: LeaseTimes;
  readonly signal: AbortSignal;
  /** Told, a sentence each, of what is waited out and tried again. */
  readonly report: (sentence: string) => void;
}

/**
 * Reacts to the log, event after event in its order, in one process at a time, until the signal. The checkpoint moves
 * behind what has happened, so that every event is reacted to at least once. What fails is reported and tried again,
 * and what comes later waits for it.
 */
export async function runReactor(options: ReactorOptions): Promise<void> {
  const { name, pool, holder, times, signal, report } = options;
  let pauseMs = pauses.first;
  while (!signal.aborted) {
    try {
      const tenure = await takeLease(pool, { name, holder, ...times });
      if (tenure) {
        await lead(tenure, options, () => (pauseMs = pauses.first));
        await releaseLease(pool, tenure);
      } else await sleep(times.renewEvery, signal);
    } catch (error) {
      report(`Reactor ${name}: ${reasonOf(error)}`);
      await sleep(pauseMs, signal);
      pauseMs = Math.min(pauses.longest, pauseMs * 2);
    }
  }
}

/** Until the signal, or an error. */
async function lead(tenure: Tenure, options: ReactorOptions, onMoved: () => void): Promise<void> {
  const { pool, log, times, prefixes, isMeant, signal } = options;
  const lost = new AbortController();
  const renewing = setInterval(() => {
    // What cannot be asked just now decides nothing: the next move of the checkpoint learns whether somebody took it.
    renewLease(pool, { ...tenure, ...times }).catch((error: unknown) => {
      if (error instanceof LeaseLost) lost.abort(error);
    });
  }, times.renewEvery);
  try {
    const opened = { ...log, codec: onlyMeant(isMeant, log.codec) };
    const turn = new Turn(await startOf(tenure, options), {
      ...options,
      tenure,
      lost: lost.signal,
      onMoved,
    });
    const stretch = { after: turn.position, prefixes, signal: AbortSignal.any([signal, lost.signal]) };
    for await (const page of pagesOf(opened, stretch)) {
      await turn.take(page);
      if (page.caughtUp) await sleep(distance, stretch.signal);
    }
    if (lost.signal.aborted) throw new LeaseLost();
  } finally {
    clearInterval(renewing);
  }
}

/** In another epoch positions mean something else: everything is reacted to again, which changes nothing twice. */
async function startOf({ checkpoint }: Tenure, { log, report }: ReactorOptions): Promise<Checkpoint> {
  const start = { epoch: await log.store.epoch(), position: 0n, lastEvent: null };
  try {
    if (checkpoint) await assertSameLog(log.store, checkpoint);
    return checkpoint ?? start;
  } catch (error) {
    if (!(error instanceof EpochMismatch)) throw error;
    report(`${error.message}: reactions begin anew at the log's start.`);
    return start;
  }
}

const onlyMeant = (isMeant: ReactorOptions["isMeant"], codec: Log["codec"]): Log["codec"] => ({
  decode: (events) => codec.decode(events.filter(isMeant)),
});

interface TurnOptions extends Pick<ReactorOptions, "pool" | "reacting"> {
  readonly tenure: Tenure;
  readonly lost: AbortSignal;
  readonly onMoved: () => void;
}

/** What one tenure has read and reacted to. */
class Turn {
  readonly #options: TurnOptions;
  #checkpoint: Checkpoint;
  #movedAt = performance.now();

  constructor(start: Checkpoint, options: TurnOptions) {
    this.#checkpoint = start;
    this.#options = options;
  }

  get position(): bigint {
    return this.#checkpoint.position;
  }

  async take({ events, position }: Page): Promise<void> {
    const { reacting } = this.#options;
    if (reacting.each === "together") await this.#reactTogether(events.map(readable), reacting.react);
    else for (const each of events) await this.#reactTo(readable(each), reacting.react);
    if (position > this.position && performance.now() - this.#movedAt >= moveEvery)
      await this.#move({ ...this.#checkpoint, position });
  }

  async #reactTo(event: RecordedEvent, react: Alone["react"]): Promise<void> {
    if (this.#options.lost.aborted) throw new LeaseLost();
    await react(event).catch((error: unknown) => {
      throw failure(event, error);
    });
    await this.#move(this.#behind(event));
  }

  async #reactTogether(events: readonly RecordedEvent[], react: Together["react"]): Promise<void> {
    const last = events.at(-1);
    if (!last) return;
    if (this.#options.lost.aborted) throw new LeaseLost();
    const to = this.#behind(last);
    await react(events, (db) => moveCheckpoint(db, this.#options.tenure, to));
    this.#moved(to);
  }

  #behind({ position, id }: RecordedEvent): Checkpoint {
    return { ...this.#checkpoint, position, lastEvent: { position, id } };
  }

  async #move(to: Checkpoint): Promise<void> {
    const { pool, tenure } = this.#options;
    await moveCheckpoint(pool, tenure, to);
    this.#moved(to);
  }

  #moved(to: Checkpoint): void {
    this.#checkpoint = to;
    this.#movedAt = performance.now();
    this.#options.onMoved();
  }
}

type Alone = Extract<Reacting, { each: "alone" }>;
type Together = Extract<Reacting, { each: "together" }>;

function readable(read: ReadEvent): RecordedEvent {
  if (read.kind === "unreadable") throw failure(read.event, read.error);
  return read.event;
}

function failure({ type, position }: RecordedEvent, cause: unknown): Error {
  return new Error(`What ${type} at ${position} calls for cannot be done just now: ${reasonOf(cause)}`, { cause });
}

async function sleep(ms: number, signal: AbortSignal): Promise<void> {
  await pause(ms, undefined, { signal }).catch(() => undefined); // aborted: whoever waits looks at the signal
}
