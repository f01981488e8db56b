import { Buckets, type BucketsOptions } from "./buckets.ts";
import type { Bucket, Limiter, Refused } from "./limiter.ts";

/** Counts for one process: exact, and nothing is waited for. */
export class MemoryLimiter implements Limiter {
  readonly #buckets: Buckets;

  constructor(options: BucketsOptions) {
    this.#buckets = new Buckets(options);
  }

  take(buckets: readonly Bucket[]): Promise<Refused | null> {
    return Promise.resolve(this.#buckets.take(buckets));
  }

  giveBack(buckets: readonly Bucket[]): Promise<void> {
    for (const bucket of buckets) this.#buckets.spend(bucket, -1);
    return Promise.resolve();
  }
}
