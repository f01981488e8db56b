import { ruleOf, type Rates } from "./actions.ts";
import { waitFor, without } from "./bucket.ts";
import { nameOf, refusedFor, tokensOf, type Bucket, type Refused } from "./limiter.ts";

/** Some 30 MB. Beyond it buckets are forgotten before they are full. */
const maxBuckets = 200_000;
/** Each bucket that is used looks after so many others, so that forgetting keeps up with what comes. */
const looksAfter = 2;

export interface BucketsOptions {
  readonly rates: Rates;
  /** Milliseconds of a clock that does not run back. */
  readonly now?: () => number;
  readonly max?: number;
}

/** The buckets of one process. Those that are full again are forgotten as others are used. */
export class Buckets {
  readonly #rates: Rates;
  readonly #now: () => number;
  readonly #max: number;
  readonly #fullAt = new Map<string, number>();
  /** Goes round and round; a map's iterator stays good while the map changes. */
  #hand = this.#fullAt.entries();

  constructor({ rates, now = () => performance.now(), max = maxBuckets }: BucketsOptions) {
    this.#rates = rates;
    this.#now = now;
    this.#max = max;
  }

  /** How many are remembered. */
  get size(): number {
    return this.#fullAt.size;
  }

  /** A token of each, or as many as it says, or none. Null: taken. */
  take(buckets: readonly Bucket[]): Refused | null {
    const now = this.#now();
    let longest: Refused | null = null;
    for (const bucket of buckets) {
      const wait = waitFor(ruleOf(bucket.action, this.#rates), { now, fullAt: this.#fullAt.get(nameOf(bucket)) });
      if (wait === 0) continue;
      const refused = refusedFor(bucket.action, wait);
      if (!longest || refused.seconds > longest.seconds) longest = refused;
    }
    if (!longest) for (const bucket of buckets) this.spend(bucket, tokensOf(bucket));
    return longest;
  }

  /** Whether the bucket has them or not; fewer than none are given back. */
  spend(bucket: Bucket, tokens: number): void {
    const now = this.#now();
    const name = nameOf(bucket);
    const known = this.#fullAt.get(name);
    const fullAt = without(tokens, ruleOf(bucket.action, this.#rates), { now, fullAt: known });
    if (fullAt <= now) {
      this.#fullAt.delete(name);
      return;
    }
    if (known === undefined && this.#fullAt.size >= this.#max) this.#forgetNext(Infinity);
    this.#fullAt.set(name, fullAt);
    for (let looks = 0; looks < looksAfter; looks += 1) this.#forgetNext(now);
  }

  #forgetNext(now: number): void {
    let next = this.#hand.next();
    if (next.done === true) {
      this.#hand = this.#fullAt.entries();
      next = this.#hand.next();
    }
    if (next.done === true) return;
    const [name, fullAt] = next.value;
    if (fullAt <= now) this.#fullAt.delete(name);
  }
}
