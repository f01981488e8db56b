import { createHash } from "node:crypto";
import { setTimeout as pause } from "node:timers/promises";
import type { Redis } from "ioredis";
import { z } from "zod";
import { reasonOf } from "../platform/start-refused.ts";
import { ruleOf, type Rates } from "./actions.ts";
import { MemoryLimiter } from "./memory-limiter.ts";
import { nameOf, refusedFor, tokensOf, type Bucket, type Limiter, type Refused } from "./limiter.ts";
import { takeScript } from "./redis-script.ts";

/** Milliseconds that an answer may take, and for which Redis is not asked again after one that did not come. */
const ms = { answer: 500, pause: 1_000 };
const sha = createHash("sha1").update(takeScript).digest("hex");
/** Of the bucket that has to be waited for longest, from 1, and for how long; 0: taken. */
const verdict = z.tuple([z.int(), z.coerce.number()]);

export interface RedisLimiterOptions {
  readonly rates: Rates;
  /** Whoever opened it ends it. */
  readonly redis: Redis;
  /** Of all keys, one for a deployment: a Redis may serve several. */
  readonly prefix: string;
  readonly report: (sentence: string) => void;
}

/** All processes count in one Redis, exactly. While it is out of reach each counts for itself, and says so once. */
export class RedisLimiter implements Limiter {
  readonly #rates: Rates;
  readonly #redis: Redis;
  readonly #prefix: string;
  readonly #report: (sentence: string) => void;
  readonly #alone: MemoryLimiter;
  #isAway = false;
  #askAgainAt = 0;

  constructor({ rates, redis, prefix, report }: RedisLimiterOptions) {
    this.#rates = rates;
    this.#redis = redis;
    this.#prefix = prefix;
    this.#report = report;
    this.#alone = new MemoryLimiter({ rates });
  }

  async take(buckets: readonly Bucket[]): Promise<Refused | null> {
    const answer = await this.#ask(buckets, 1);
    if (!answer) return this.#alone.take(buckets);
    const [which, waitMs] = answer;
    const bucket = buckets[which - 1];
    return bucket ? refusedFor(bucket.action, waitMs) : null;
  }

  async giveBack(buckets: readonly Bucket[]): Promise<void> {
    if (!(await this.#ask(buckets, -1))) await this.#alone.giveBack(buckets);
  }

  /** Null where Redis cannot be asked. */
  async #ask(buckets: readonly Bucket[], sign: 1 | -1): Promise<z.output<typeof verdict> | null> {
    if (performance.now() < this.#askAgainAt) return null;
    const given = new AbortController();
    try {
      if (this.#redis.status !== "ready") throw new Error("there is no connection");
      const tooLate = pause(ms.answer, undefined, { signal: given.signal, ref: false }).then(() => {
        throw new Error("it does not answer");
      });
      const answer = verdict.parse(await Promise.race([this.#run(buckets, sign), tooLate]));
      this.#isAway = false;
      return answer;
    } catch (error) {
      this.#fail(error);
      return null;
    } finally {
      given.abort();
    }
  }

  async #run(buckets: readonly Bucket[], sign: 1 | -1): Promise<unknown> {
    const rules = buckets.flatMap((bucket) => {
      const { everyMs, burst } = ruleOf(bucket.action, this.#rates);
      return [everyMs, burst, tokensOf(bucket)];
    });
    const given = [buckets.length, ...buckets.map((bucket) => this.#prefix + nameOf(bucket)), sign, ...rules] as const;
    try {
      return await this.#redis.evalsha(sha, ...given);
    } catch (error) {
      if (!reasonOf(error).includes("NOSCRIPT")) throw error;
      return this.#redis.eval(takeScript, ...given);
    }
  }

  #fail(error: unknown): void {
    this.#askAgainAt = performance.now() + ms.pause;
    if (!this.#isAway) this.#report(`Limits are counted by this process alone, without Redis: ${reasonOf(error)}.`);
    this.#isAway = true;
  }
}
