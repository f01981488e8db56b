import {
  createPostgresBackend,
  DEFAULT_SCHEMA,
  Queue,
  runMigrations,
  Worker,
  type Job,
  type JobsOptions,
  type PgPool,
  type Processor,
} from "bullmq";
import pg from "pg";
import { keptAlive } from "../../platform/postgres/silence.ts";
import { unlessTaken } from "../../platform/postgres/unless-taken.ts";
import { reasonOf } from "../../platform/start-refused.ts";
import { connectionsOfQueue } from "./connections-of-queue.ts";
import { atOnce, lanes, type Lane } from "./kind.ts";
import type { JobQueue, Periodic, Served, Ticket } from "./queue.ts";

/** Where a queue lives. */
export type QueuePlace =
  | { readonly by: "redis"; readonly url: string; readonly prefix: string }
  | { readonly by: "postgres"; readonly connectionString: string };

export interface BullQueueOptions {
  readonly place: QueuePlace;
  /** Told, a sentence each, of outages that are waited out. */
  readonly report: (sentence: string) => void;
}

type Data = { readonly intent: string } | { readonly periodic: string };
type AnyQueue = Pick<Queue, "addBulk" | "getJobScheduler" | "upsertJobScheduler" | "close">;
type RetryStrategy = (times: number) => number | null;
type AnyWorker = { close(): Promise<void> };

const gone: Pick<JobsOptions, "removeOnComplete" | "removeOnFail"> = { removeOnComplete: true, removeOnFail: true };
const sameForAMinute = 60_000;
const setUpLock = 7_265_511;

/** BullMQ, on Redis or on PostgreSQL. What it cannot do just now is reported by it, or thrown to whoever asked. */
export class BullQueue implements JobQueue {
  readonly #options: BullQueueOptions;
  readonly #pool: pg.Pool | null;
  readonly #queues: ReadonlyMap<Lane, AnyQueue>;
  #workers: readonly AnyWorker[] = [];
  #isClosing = false;
  /** Once it closes, a Redis that is away is not waited for. */
  readonly #retry: RetryStrategy = (times) => (this.#isClosing ? null : Math.min(times * 100, 1_000));
  #reported: { readonly sentence: string; readonly at: number } | null = null;

  private constructor(options: BullQueueOptions, pool: pg.Pool | null) {
    this.#options = options;
    this.#pool = pool;
    this.#queues = new Map(lanes.map((lane) => [lane, this.#open(lane)]));
  }

  /** On PostgreSQL it makes its own tables first, or brings them up to date. */
  static async open(options: BullQueueOptions): Promise<BullQueue> {
    const { place } = options;
    if (place.by === "redis") return new BullQueue(options, null);
    const pool = new pg.Pool({
      connectionString: place.connectionString,
      max: connectionsOfQueue,
      options: `-c search_path=${DEFAULT_SCHEMA}`,
      application_name: "verbatim jobs",
      ...keptAlive,
    });
    pool.on("error", () => undefined); // the queues and workers on it say so
    const client = await pool.connect();
    await runMigrations(client, DEFAULT_SCHEMA).finally(() => client.release());
    return new BullQueue(options, pool);
  }

  async add(lane: Lane, tickets: readonly Ticket[]): Promise<void> {
    if (tickets.length === 0) return;
    await this.#queueOf(lane).addBulk(
      tickets.map(({ name, intentId, delay }) => ({
        name: "intent",
        data: { intent: intentId },
        opts: { jobId: name, delay: Math.max(0, delay), ...gone },
      })),
    );
  }

  async repeat(periodic: Periodic): Promise<void> {
    if (await this.#isRepeated(periodic)) return;
    if (!this.#pool) return this.#setUp(periodic);
    // On PostgreSQL, two that set up the same at once would each have it run now.
    await unlessTaken(this.#pool, { number: setUpLock, subject: periodic.name }, async () => {
      if (!(await this.#isRepeated(periodic))) await this.#setUp(periodic);
    });
  }

  serve(served: Served): void {
    this.#workers = lanes.map((lane) => this.#work(lane, served));
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#isClosing = true;
    await Promise.all(this.#workers.map((worker) => worker.close()));
    await Promise.all([...this.#queues.values()].map((queue) => queue.close()));
    await this.#pool?.end();
  }

  /** Setting it up again would put off its next time. */
  async #isRepeated({ name, lane, everyMs }: Periodic): Promise<boolean> {
    const known = await this.#queueOf(lane).getJobScheduler(name);
    return known?.every === everyMs;
  }

  async #setUp({ name, lane, everyMs }: Periodic): Promise<void> {
    const template = { name: "periodic", data: { periodic: name }, opts: gone };
    await this.#queueOf(lane).upsertJobScheduler(name, { every: everyMs }, template);
  }

  #queueOf(lane: Lane): AnyQueue {
    const queue = this.#queues.get(lane);
    if (!queue) throw new Error(`There is no lane ${lane}.`);
    return queue;
  }

  #open(lane: Lane): AnyQueue {
    const { place } = this.#options;
    const report = (error: Error): void => this.#report(error);
    if (place.by === "postgres")
      return new Queue(lane, { connection: this.#poolOf() }, createPostgresBackend).on("error", report);
    const options = { connection: hurried(place.url, this.#retry), prefix: place.prefix, skipWaitingForReady: true };
    return new Queue(lane, options).on("error", report);
  }

  #work(lane: Lane, { onIntent, onPeriodic }: Served): AnyWorker {
    const { place } = this.#options;
    const process: Processor<Data> = ({ data }: Job<Data>) =>
      "intent" in data ? onIntent(data.intent) : onPeriodic(data.periodic);
    const concurrency = atOnce[lane];
    const report = (error: Error): void => this.#report(error);
    if (place.by === "postgres") {
      const connection = this.#poolOf();
      return new Worker(lane, process, { concurrency, connection }, createPostgresBackend).on("error", report);
    }
    const connection = patient(place.url, this.#retry);
    return new Worker(lane, process, { concurrency, connection, prefix: place.prefix }).on("error", report);
  }

  /** `pg` as BullMQ declares it, which is less. */
  #poolOf(): PgPool {
    if (!this.#pool) throw new Error("This queue has no PostgreSQL.");
    return this.#pool as unknown as PgPool;
  }

  /** An outage brings the same error many times a second. */
  #report(error: unknown): void {
    const sentence = `The queue of jobs is out of reach: ${reasonOf(error)}`;
    const now = performance.now();
    const isSaid = this.#reported?.sentence === sentence && this.#reported.at > now - sameForAMinute;
    if (isSaid) return;
    this.#reported = { sentence, at: now };
    this.#options.report(sentence);
  }
}

/** Who adds hears soon that it cannot be. */
const hurried = (url: string, retryStrategy: RetryStrategy) => ({
  url,
  connectTimeout: 2_000,
  commandTimeout: 5_000,
  maxRetriesPerRequest: 1,
  retryStrategy,
});

/** Who serves waits until there is something. */
const patient = (url: string, retryStrategy: RetryStrategy) => ({ url, maxRetriesPerRequest: null, retryStrategy });
