import { Redis } from "ioredis";
import { reasonOf } from "./start-refused.ts";

/** Milliseconds between two tries to connect: the first ones follow soon. */
const retryMs = { step: 100, most: 1_000 };
/** Milliseconds that anything may take: what is asked of Redis is worth little later. */
const longestMs = 2_000;

/**
 * A connection that reconnects by itself and says in a sentence that it is lost, once for each outage. A command fails
 * after two seconds at most, and as soon as a try to connect has failed, so that none pile up while Redis is away.
 * Whoever opens it ends it, with `disconnect()`.
 * @param url redis:// or rediss://
 */
export function openRedis(url: string, report: (sentence: string) => void): Redis {
  const redis = new Redis(url, {
    connectTimeout: longestMs,
    commandTimeout: longestMs,
    maxRetriesPerRequest: 1,
    retryStrategy: (times) => Math.min(times * retryMs.step, retryMs.most),
  });
  let isAway = false;
  const away = (reason: string): void => {
    if (!isAway) report(`Redis at ${new URL(url).host} is out of reach: ${reason}`);
    isAway = true;
  };
  redis.on("error", (error) => away(reasonOf(error)));
  redis.on("reconnecting", () => away("the connection was lost"));
  redis.on("ready", () => (isAway = false));
  return redis;
}
