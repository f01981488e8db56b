import type pg from "pg";
import type { Redis } from "ioredis";
import type { Rates } from "./actions.ts";
import { digestBy, type Digest } from "./digest.ts";
import { unlimited, type Limiter } from "./limiter.ts";
import { MemoryLimiter } from "./memory-limiter.ts";
import { OpenStreams, type StreamLimits } from "./open-streams.ts";
import { PostgresLimiter } from "./postgres-limiter.ts";
import { RedisLimiter } from "./redis-limiter.ts";

export interface LimitsConfig {
  readonly isOn: boolean;
  readonly rates: Rates;
  readonly streams: StreamLimits;
}

/** What requests are held to. */
export interface Limits {
  readonly limiter: Limiter;
  readonly rates: Rates;
  readonly digest: Digest;
  readonly openStreams: OpenStreams;
}

export interface LimitsOptions {
  readonly config: LimitsConfig;
  /** Of the deployment: what people typed is counted under it. */
  readonly secret: Buffer;
  /** Where processes count together; none: there is no other process. */
  readonly shared: { readonly redis: Redis } | { readonly connection: pg.ClientConfig } | null;
  readonly report: (sentence: string) => void;
}

/** Disposing of it stops what is shared; whoever opened Redis ends it. */
export function openLimits(options: LimitsOptions): Limits & AsyncDisposable {
  const { config, secret } = options;
  const { isOn, rates, streams } = config;
  const limiter = isOn ? limiterFor(options) : unlimited;
  return {
    limiter,
    rates,
    digest: digestBy(secret),
    openStreams: new OpenStreams(isOn ? streams : { ofUser: Infinity, ofAddress: Infinity }),
    [Symbol.asyncDispose]: async () => {
      if (limiter instanceof PostgresLimiter) await limiter.close();
    },
  };
}

function limiterFor({ config: { rates }, secret, shared, report }: LimitsOptions): Limiter {
  if (!shared) return new MemoryLimiter({ rates });
  if ("redis" in shared) {
    const prefix = `verbatim:limit:${digestBy(secret)("the deployment")}:`;
    return new RedisLimiter({ rates, redis: shared.redis, prefix, report });
  }
  const limiter = new PostgresLimiter({ rates, connection: shared.connection, report });
  limiter.open();
  return limiter;
}
