import type { Pool } from "pg";
import { reasonOf } from "../../platform/start-refused.ts";
import { backoff } from "./backoff.ts";
import type { TakenIntent } from "./intent.ts";
import { buryIntent, finishIntent, postponeIntent, renewIntents, takeIntent } from "./intents.ts";
import { GivenUp, type JobKind } from "./kind.ts";
import type { AttemptObserver } from "./observe-attempts.ts";

export interface AttemptsOptions {
  readonly pool: Pool;
  readonly kinds: ReadonlyMap<string, JobKind>;
  /** There is something new to be queued. */
  readonly wake: () => void;
  /** Aborted when the process stops and has waited long enough for attempts to end. */
  readonly signal: AbortSignal;
  readonly observe: AttemptObserver;
  /** Told, a sentence each, of what is dead. */
  readonly report: (sentence: string) => void;
}

/** Milliseconds: whoever has not renewed an attempt for so long is gone, and another may take over. */
const lease = { lost: 15_000, renew: 5_000 };

const isLast = ({ mostAttempts }: JobKind, { attempt }: TakenIntent, error: unknown): boolean =>
  error instanceof GivenUp || attempt >= mostAttempts;

/** Attempts at intents: each is taken, carried out, and recorded. */
export class Attempts {
  readonly #options: AttemptsOptions;
  readonly #underWay = new Set<TakenIntent>();
  readonly #renewing: NodeJS.Timeout;

  constructor(options: AttemptsOptions) {
    this.#options = options;
    this.#renewing = setInterval(() => this.#renew(), lease.renew);
  }

  /** Once no attempt is under way any more. */
  close(): void {
    clearInterval(this.#renewing);
  }

  /** Settles when the attempt is over and recorded. @throws an outage of the database: then it is attempted again. */
  async attempt(id: string): Promise<void> {
    const { pool, kinds } = this.#options;
    const intent = await takeIntent(pool, { id, lease: lease.lost });
    if (!intent) return;
    const kind = kinds.get(intent.kind);
    if (!kind) return this.#postpone(intent, { error: null, inMs: backoff(6, 0) }); // of a later release
    if (intent.attempt > kind.mostAttempts) return this.#bury(intent, "It was begun too often and never ended.");
    this.#underWay.add(intent);
    await this.#carryOut(kind, intent).finally(() => this.#underWay.delete(intent));
  }

  #renew(): void {
    if (this.#underWay.size === 0) return;
    const { pool, report } = this.#options;
    renewIntents(pool, [...this.#underWay], lease.lost).catch((error: unknown) =>
      report(`What is being done could not be kept: ${reasonOf(error)}`),
    );
  }

  async #carryOut(kind: JobKind, intent: TakenIntent): Promise<void> {
    const { pool, observe } = this.#options;
    const end = observe(intent);
    const signal = AbortSignal.any([this.#options.signal, AbortSignal.timeout(kind.longest)]);
    try {
      const outcome = await kind.run(intent, { pool, signal });
      if (outcome === "done") await finishIntent(pool, intent);
      else await this.#postpone(intent, { error: null, inMs: outcome.againInMs });
      end(outcome === "done" ? "done" : "again");
      this.#options.wake();
    } catch (error) {
      end(isLast(kind, intent, error) ? "dead" : "failed");
      await this.#failed(kind, intent, error);
    }
  }

  async #failed(kind: JobKind, intent: TakenIntent, error: unknown): Promise<void> {
    if (isLast(kind, intent, error)) return this.#bury(intent, reasonOf(error));
    await this.#postpone(intent, { error: reasonOf(error), inMs: backoff(intent.attempt, Math.random()) });
  }

  async #postpone(intent: TakenIntent, { error, inMs }: { error: string | null; inMs: number }): Promise<void> {
    await postponeIntent(this.#options.pool, { ...intent, error, inMs });
    this.#options.wake();
  }

  async #bury(intent: TakenIntent, error: string): Promise<void> {
    await buryIntent(this.#options.pool, { ...intent, error });
    this.#options.report(`The job ${intent.id} (${intent.kind}) failed for good: ${error}`);
  }
}
