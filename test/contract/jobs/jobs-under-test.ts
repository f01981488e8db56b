import { randomUUID } from "node:crypto";
import pg from "pg";
import { onTestFinished, vi } from "vitest";
import { BullQueue, type QueuePlace } from "../../../src/workers/jobs/bull-queue.ts";
import type { NewIntent, TakenIntent } from "../../../src/workers/jobs/intent.ts";
import { addIntents } from "../../../src/workers/jobs/intents.ts";
import type { AttemptContext, JobKind, Outcome } from "../../../src/workers/jobs/kind.ts";
import type { PeriodicWork } from "../../../src/workers/jobs/periodically.ts";
import { startJobs, type RunningJobs } from "../../../src/workers/jobs/start-jobs.ts";
import { migratedDatabase, query } from "../../support/database.ts";

/** Where a test's queue is to be, given its database. */
export type PlaceOf = (databaseUrl: string) => QueuePlace;

export interface Served {
  readonly kinds: readonly JobKind[];
  readonly periodic?: readonly PeriodicWork[];
  readonly lostAfter?: number;
}

/** A table of intents, and processes that carry them out. */
export class JobsUnderTest {
  readonly url: string;
  readonly pool: pg.Pool;
  readonly reports: string[] = [];
  readonly #place: QueuePlace;

  private constructor(url: string, place: QueuePlace) {
    this.url = url;
    this.#place = place;
    this.pool = new pg.Pool({ connectionString: url, max: 8 });
    this.pool.on("error", () => undefined); // a test may end connections on purpose
  }

  static async make(placeOf: PlaceOf): Promise<JobsUnderTest> {
    const url = await migratedDatabase();
    const jobs = new JobsUnderTest(url, placeOf(url));
    onTestFinished(() => jobs.pool.end());
    return jobs;
  }

  /** Another process, until it is stopped or the test ends. */
  async process({
    kinds,
    periodic = [],
    lostAfter = 30_000,
  }: Served): Promise<Pick<RunningJobs, "wake"> & { stop(): Promise<void> }> {
    const report = (sentence: string): void => void this.reports.push(sentence);
    const queue = await BullQueue.open({ place: this.#place, report });
    const running = startJobs({ pool: this.pool, queue, kinds, periodic, lostAfter, report });
    let stopped: Promise<void> | null = null;
    const stop = (): Promise<void> => (stopped ??= Promise.resolve(running[Symbol.asyncDispose]()));
    onTestFinished(stop);
    return { wake: () => running.wake(), stop };
  }

  async call(...intents: readonly Partial<NewIntent>[]): Promise<void> {
    const usual = { kind: "greet", window: "1", dueAt: new Date() };
    await addIntents(
      this.pool,
      intents.map((intent) => ({ ...usual, subject: randomUUID(), ...intent })),
    );
  }

  async states(): Promise<readonly string[]> {
    const rows = await query<{ state: string }>(this.url, "select state from jobs.intents order by subject");
    return rows.map(({ state }) => state);
  }
}

export type Run = (intent: TakenIntent, at: AttemptContext) => Promise<Outcome>;

/** A kind of job that remembers whom it was carried out for. */
export function greeting(run: Run = () => Promise.resolve("done"), more: Partial<JobKind> = {}) {
  const greeted: string[] = [];
  const kind: JobKind = {
    kind: "greet",
    lane: "mail",
    mostAttempts: 5,
    longest: 20_000,
    run: async (intent, at) => {
      greeted.push(intent.subject);
      return run(intent, at);
    },
    ...more,
  };
  return { kind, greeted };
}

export async function until(isSo: () => boolean | Promise<boolean>): Promise<void> {
  await vi.waitUntil(isSo, { timeout: 20_000, interval: 20 });
}
