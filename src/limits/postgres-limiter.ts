import type pg from "pg";
import { Listener } from "../platform/postgres/listener.ts";
import type { Rates } from "./actions.ts";
import { Buckets } from "./buckets.ts";
import { nameOf, tokensOf, type Bucket, type Limiter, type Refused } from "./limiter.ts";
import { parseSpent, spentTexts } from "./spent.ts";

/** Milliseconds: how late others hear, how often a process shows that it is there, how long it is believed. */
const ms = { tell: 100, show: 5_000, believe: 15_000 };
const nothingSpent = "[]";

export interface PostgresLimiterOptions {
  readonly rates: Rates;
  /** For the connection that listens. */
  readonly connection: pg.ClientConfig;
  readonly report: (sentence: string) => void;
}

/**
 * Each process counts in its memory and tells the others, ten times a second, what it let through, by NOTIFY; they
 * count it as their own. So nothing waits for the database, and a process that is alone tells nothing.
 *
 * What was not heard yet may be spent twice: of N processes that are asked at once each lets its burst through, and what
 * it gets in a tenth of a second. That is paid back by waiting longer, so that the rate holds over time for all together.
 */
export class PostgresLimiter implements Limiter {
  readonly #buckets: Buckets;
  readonly #listener: Listener;
  readonly #report: (sentence: string) => void;
  readonly #untold = new Map<string, number>();
  #heardAt = -Infinity;
  #toldAt = -Infinity;
  #telling: Promise<void> | null = null;
  #timer: NodeJS.Timeout | undefined;

  constructor({ rates, connection, report }: PostgresLimiterOptions) {
    this.#buckets = new Buckets({ rates });
    this.#report = report;
    this.#listener = new Listener(connection, {
      channel: "verbatim_limits",
      onNotification: (payload) => this.#hear(payload),
      onListening: () => (this.#toldAt = -Infinity), // shows itself at the next turn
      report,
    });
  }

  open(): void {
    this.#listener.open();
    this.#timer = setInterval(() => {
      this.#telling ??= this.#tell().finally(() => (this.#telling = null));
    }, ms.tell);
    this.#timer.unref();
  }

  /** Whether no other process was heard lately. */
  get isAlone(): boolean {
    return performance.now() - this.#heardAt > ms.believe;
  }

  take(buckets: readonly Bucket[]): Promise<Refused | null> {
    const refused = this.#buckets.take(buckets);
    if (!refused) this.#note(buckets, 1);
    return Promise.resolve(refused);
  }

  giveBack(buckets: readonly Bucket[]): Promise<void> {
    for (const bucket of buckets) this.#buckets.spend(bucket, -tokensOf(bucket));
    this.#note(buckets, -1);
    return Promise.resolve();
  }

  async close(): Promise<void> {
    clearInterval(this.#timer);
    await this.#telling;
    await this.#listener.close();
  }

  #note(buckets: readonly Bucket[], sign: 1 | -1): void {
    if (this.isAlone) return;
    for (const bucket of buckets) {
      const name = nameOf(bucket);
      this.#untold.set(name, (this.#untold.get(name) ?? 0) + sign * tokensOf(bucket));
    }
  }

  /** What cannot be told is lost: without the database there is little to limit. */
  async #tell(): Promise<void> {
    const now = performance.now();
    const spent = [...this.#untold].filter(([, tokens]) => tokens !== 0);
    this.#untold.clear();
    if (spent.length === 0 && now - this.#toldAt < ms.show) return;
    const texts = spent.length > 0 ? spentTexts(spent) : [nothingSpent];
    for (const text of texts) if (await this.#listener.notify(text)) this.#toldAt = now;
  }

  #hear(payload: string): void {
    if (this.isAlone) this.#toldAt = -Infinity; // a process that is new is to know of this one soon
    this.#heardAt = performance.now();
    const spent = parseSpent(payload);
    if (!spent) this.#report("Another process told of limits in a way that this one does not understand.");
    for (const { bucket, tokens } of spent ?? []) this.#buckets.spend(bucket, tokens);
  }
}
