import { z } from "zod";
import { StartRefused } from "./platform/start-refused.ts";

const whole = (fallback: number, { min = 0, max = 1_000_000 } = {}) =>
  z
    .string()
    .refine((text) => /^\d{1,9}$/.test(text) && Number(text) >= min && Number(text) <= max, {
      error: `it must be a whole number from ${min} to ${max}`,
    })
    .transform(Number)
    .default(fallback);

const url = (schemes: readonly string[]) =>
  z.string().refine((text) => URL.canParse(text) && schemes.includes(new URL(text).protocol.slice(0, -1)), {
    error: `it must be a URL that begins with ${schemes.map((scheme) => `${scheme}://`).join(" or ")}`,
  });

const logLevels = ["fatal", "error", "warn", "info", "debug", "trace", "silent"] as const;

/** Every setting, with its default; .env.example says what each is for. */
const settings = z.object({
  PORT: whole(3_000, { max: 65_535 }),
  HOST: z.string().default("127.0.0.1"),
  DATA_DIR: z.string().default("./data"),
  DATABASE_URL: url(["postgresql", "postgres"]).optional(),
  DB_POOL_SIZE: whole(20, { min: 1, max: 1_000 }),
  DB_MAX_OVERFLOW: whole(30, { max: 1_000 }),
  DB_POOL_TIMEOUT: whole(10, { min: 1, max: 600 }),
  DB_POOL_RECYCLE: whole(1_800, { min: 1 }),
  EVENT_STORE_URL: url(["esdb", "esdb+discover", "kurrentdb", "kurrentdb+discover"]).optional(),
  EVENT_STORE_PREFIX: z
    .string()
    .regex(/^[A-Za-z][A-Za-z0-9-]{0,40}_$/, {
      error: 'it must be a letter, then letters, digits or "-", and end with "_"',
    })
    .default("verbatim_"),
  SECRET_KEY: z.string().optional(),
  LOG_LEVEL: z.enum(logLevels, { error: `it must be one of ${logLevels.join(", ")}` }).default("info"),
});

export interface Config {
  readonly port: number;
  readonly host: string;
  readonly dataDir: string;
  /** Absent: the embedded PostgreSQL in `dataDir`. */
  readonly databaseUrl: string | undefined;
  readonly pool: PoolConfig;
  /** Absent: the log is in the same PostgreSQL. */
  readonly eventStoreUrl: string | undefined;
  readonly eventStorePrefix: string;
  readonly secretKey: string | undefined;
  readonly logLevel: string;
}

export interface PoolConfig {
  /** Connections kept open. */
  readonly size: number;
  /** Further ones under load. */
  readonly overflow: number;
  /** How long a request waits for one, in seconds. */
  readonly timeout: number;
  /** After how many seconds one is replaced. */
  readonly recycle: number;
}

/** @throws StartRefused naming the first wrong setting. An empty one counts as absent. */
export function readConfig(environment: NodeJS.ProcessEnv): Config {
  const given = Object.fromEntries(Object.entries(environment).filter(([, value]) => value !== ""));
  const parsed = settings.safeParse(given);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    throw new StartRefused(String(issue?.path[0]), `${issue?.message ?? "it does not fit"}.`);
  }
  const set = parsed.data;
  return {
    port: set.PORT,
    host: set.HOST,
    dataDir: set.DATA_DIR,
    databaseUrl: set.DATABASE_URL,
    pool: {
      size: set.DB_POOL_SIZE,
      overflow: set.DB_MAX_OVERFLOW,
      timeout: set.DB_POOL_TIMEOUT,
      recycle: set.DB_POOL_RECYCLE,
    },
    eventStoreUrl: set.EVENT_STORE_URL,
    eventStorePrefix: set.EVENT_STORE_PREFIX,
    secretKey: set.SECRET_KEY,
    logLevel: set.LOG_LEVEL,
  };
}
