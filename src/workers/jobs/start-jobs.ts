import type { Pool } from "pg";
import { reasonOf } from "../../platform/start-refused.ts";
import { Attempts } from "./attempts.ts";
import { Dispatcher } from "./dispatcher.ts";
import { forgetEnded } from "./intents.ts";
import type { JobKind } from "./kind.ts";
import { Periodically, type PeriodicWork } from "./periodically.ts";
import { observedBy, type AttemptObserver } from "./observe-attempts.ts";
import type { JobQueue } from "./queue.ts";

export interface JobsOptions {
  readonly pool: Pool;
  readonly queue: JobQueue;
  readonly kinds: readonly JobKind[];
  readonly periodic?: readonly PeriodicWork[];
  /** Milliseconds: what is overdue for so long is given to the queue again. */
  readonly lostAfter?: number;
  readonly observers?: readonly AttemptObserver[];
  /** Told, a sentence each, of outages that are waited out and of jobs that are dead. */
  readonly report: (sentence: string) => void;
}

/** Jobs that are carried out, until it is disposed of. */
export interface RunningJobs extends AsyncDisposable {
  /** There is something new in the table of intents. */
  wake(): void;
}

/** Milliseconds that attempts have to end by themselves when the process stops. */
const graceMs = 10_000;
const repeatEveryMs = 15_000;
const forgetAfter = { days: 7, atOnce: 10_000 };

export function startJobs(options: JobsOptions): RunningJobs {
  const { pool, queue, kinds, periodic = [], lostAfter = 30_000, observers = [], report } = options;
  const stopping = new AbortController();
  const { signal } = stopping;
  const byName = new Map(kinds.map((kind) => [kind.kind, kind]));
  const dispatcher = new Dispatcher({
    pool,
    queue,
    laneOf: (kind) => byName.get(kind)?.lane ?? null,
    lostAfter,
    report,
  });
  const wake = (): void => dispatcher.wake();
  const attempts = new Attempts({ pool, kinds: byName, wake, signal, observe: observedBy(observers), report });
  const all = [forgetting(pool), ...periodic];
  const periodically = new Periodically(all, { signal, report });
  const repeat = (): void => void repeatAll(queue, all, report);
  queue.serve({
    onIntent: (id) => attempts.attempt(id).catch((error: unknown) => report(`A job waits: ${reasonOf(error)}`)),
    onPeriodic: (name) => periodically.run(name),
  });
  dispatcher.start();
  repeat();
  // A queue that was emptied has forgotten what is periodic, too.
  const repeating = setInterval(repeat, repeatEveryMs);
  return {
    wake,
    async [Symbol.asyncDispose]() {
      clearInterval(repeating);
      await dispatcher.stop();
      const impatient = setTimeout(() => stopping.abort(), graceMs);
      await queue[Symbol.asyncDispose]();
      clearTimeout(impatient);
      attempts.close();
      stopping.abort();
    },
  };
}

async function repeatAll(
  queue: JobQueue,
  all: readonly PeriodicWork[],
  report: (sentence: string) => void,
): Promise<void> {
  for (const work of all)
    await queue
      .repeat(work)
      .catch((error: unknown) => report(`What is periodic could not be set up: ${reasonOf(error)}`));
}

const forgetting = (pool: Pool): PeriodicWork => ({
  name: "forget ended jobs",
  lane: "house",
  everyMs: 3_600_000,
  run: (signal) => forgetEnded(pool, { ...forgetAfter, signal }),
});
