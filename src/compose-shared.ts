import { randomBytes } from "node:crypto";
import type { Redis } from "ioredis";
import type { Others } from "./presence/open.ts";
import type { LimitsOptions } from "./limits/open.ts";
import type { ComposeOptions } from "./compose-options.ts";

/** The key under which what people typed is counted; when it is destroyed each process has one of its own. */
const limitsSecret = "deployment:limits";

/** A server on the embedded PostgreSQL is the only one, so that it counts alone. */
export async function limitsOptions(
  { config, foundation: { keys, databaseUrl }, logger }: ComposeOptions,
  redis: Redis | null,
): Promise<LimitsOptions> {
  const secret = (await keys.forSealing([limitsSecret])).get(limitsSecret)?.secret ?? randomBytes(32);
  const overPostgres = config.databaseUrl === undefined ? null : { connection: { connectionString: databaseUrl } };
  const shared = redis ? { redis } : overPostgres;
  return { config: config.limits, secret, shared, report: (sentence) => logger.warn(sentence) };
}

/** A server on the embedded PostgreSQL is the only one. */
export async function othersOf(
  { config, foundation: { store, databaseUrl } }: ComposeOptions,
  redis: Redis | null,
): Promise<Others | null> {
  if (redis && config.redisUrl !== undefined)
    return { by: "redis", redis, url: config.redisUrl, channel: `verbatim:${await store.epoch()}` };
  return config.databaseUrl === undefined ? null : { by: "postgres", connection: { connectionString: databaseUrl } };
}
