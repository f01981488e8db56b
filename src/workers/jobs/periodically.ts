import { reasonOf } from "../../platform/start-refused.ts";
import type { Periodic } from "./queue.ts";

/** What is looked after from time to time, in one of the processes each time. */
export interface PeriodicWork extends Periodic {
  readonly run: (signal: AbortSignal) => Promise<void>;
}

export interface PeriodicallyOptions {
  readonly signal: AbortSignal;
  /** Told, a sentence each, of runs that failed: the next one tries again. */
  readonly report: (sentence: string) => void;
}

/** Runs what the queue says is due, unless this process is still at it: what is slow does not pile up. */
export class Periodically {
  readonly #all: ReadonlyMap<string, PeriodicWork>;
  readonly #options: PeriodicallyOptions;
  readonly #underWay = new Set<string>();

  constructor(all: readonly PeriodicWork[], options: PeriodicallyOptions) {
    this.#all = new Map(all.map((work) => [work.name, work]));
    this.#options = options;
  }

  /** Nothing for a name of another release. */
  async run(name: string): Promise<void> {
    const work = this.#all.get(name);
    if (!work || this.#underWay.has(name)) return;
    const { signal, report } = this.#options;
    this.#underWay.add(name);
    await work
      .run(signal)
      .catch((error: unknown) => report(`${name}: ${reasonOf(error)}`))
      .finally(() => this.#underWay.delete(name));
  }
}
