import type { Config, PoolConfig } from "./config.ts";
import { connectionsOfQueue } from "./workers/jobs/connections-of-queue.ts";

/** Of the projections' thread: each takes one for a page at a time, and few have a page at the same moment. */
export const projectionsPool = 8;

/** The log's, where PostgreSQL holds it. */
const log = { reads: 4, appends: 1, listens: 1 };
/** Hears of keys that are destroyed. */
const keys = 1;
/** Hear of sessions that end, and of read models that move on. */
const listeners = 2;
/** Hears of what others let through, where processes count rates together. */
const limiter = 1;
/** Hears what other processes say in passing. */
const signals = 1;
/** Shows that the thread is there, and listens. */
const presence = 1;
/** What a command keeps locked while it works. */
const commandsLock = 1;
/** Shows that this process uses the data folder. */
const dataFolder = 1;

/** Of the thread that proves the log: it builds, or reads. */
const proof = { builds: 1, log: { reads: 1, listens: 1 } };

/** The pool's settings: what the queues of jobs and the proof take is taken from the connections under load. */
export function poolOf(config: Config, { as }: { readonly as: "server" | "visitor" }): PoolConfig {
  const { pool } = config;
  return { ...pool, overflow: Math.max(0, pool.overflow - queues(config, as) - proving(config, as)) };
}

function proving({ roles, eventStoreUrl }: Config, as: "server" | "visitor"): number {
  if (as === "visitor" || !roles.has("workers")) return 0;
  return proof.builds + (eventStoreUrl === undefined ? proof.log.reads + proof.log.listens : 0);
}

function queues({ roles, redisUrl }: Config, as: "server" | "visitor"): number {
  return as === "server" && roles.has("workers") && redisUrl === undefined ? connectionsOfQueue : 0;
}

/** How many connections of PostgreSQL a process opens at most. */
export function mostConnections(config: Config, { as }: { readonly as: "server" | "visitor" }): number {
  const { roles, databaseUrl, eventStoreUrl } = config;
  const pool = poolOf(config, { as });
  const isLogHere = eventStoreUrl === undefined;
  const isEmbedded = databaseUrl === undefined;
  const foundation = [
    pool.size + pool.overflow,
    keys,
    isLogHere ? log.reads + log.appends + log.listens : 0,
    isEmbedded ? dataFolder : 0,
  ];
  if (as === "visitor") return sum([...foundation, commandsLock]);
  const answers = roles.has("api") || roles.has("gateway");
  const isShared = !isEmbedded && config.redisUrl === undefined;
  const sharing = isShared ? signals + (config.limits.isOn ? limiter : 0) : 0;
  const answering = pool.size + listeners + sharing;
  const thread = projectionsPool + keys + presence + (isLogHere ? log.reads + log.listens : 0);
  const working = queues(config, as) + proving(config, as);
  return sum([...foundation, answers ? answering : 0, roles.has("projections") ? thread : 0, working]);
}

const sum = (numbers: readonly number[]): number => numbers.reduce((total, each) => total + each, 0);
