import { Buckets, type BucketsOptions } from "./buckets.ts";
import { tokensOf, type Bucket, type Limiter, type Refused } from "./limiter.ts";

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
    for (const bucket of buckets) this.#buckets.spend(bucket, -tokensOf(bucket));
    return Promise.resolve();
  }
}
