import { z } from "zod";
import { locales, type Locale } from "./domain/user/events.ts";
import { timeZoneProblem } from "./domain/user/time-zone.ts";
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

/** Names that are separated by commas; blanks around them do not count. */
const names = z.string().transform((text) =>
  text
    .split(",")
    .map((name) => name.trim())
    .filter((name) => name !== ""),
);

const registrations = ["open", "invite", "closed"] as const;
const roles = ["api", "gateway", "projections", "workers"] as const;
export type ProcessRole = (typeof roles)[number];

const isRole = (name: string): name is ProcessRole => roles.some((role) => role === name);
const isOrigin = (text: string): boolean =>
  URL.canParse(text) && /^https?:$/.test(new URL(text).protocol) && new URL(text).origin === text;

const logLevels = ["fatal", "error", "warn", "info", "debug", "trace", "silent"] as const;

/** Every setting, with its default; .env.example says what each is for. */
const settings = z.object({
  PORT: whole(3_000, { max: 65_535 }),
  HOST: z.string().default("127.0.0.1"),
  PUBLIC_URL: url(["https", "http"]).optional(),
  CORS_ORIGINS: names
    .refine((origins) => origins.every(isOrigin), {
      error: "it must be origins such as https://chat.example.org, separated by commas",
    })
    .default([]),
  REGISTRATION: z.enum(registrations, { error: `it must be one of ${registrations.join(", ")}` }).default("open"),
  LOCALE: z.enum(locales, { error: `it must be one of ${locales.join(", ")}` }).default("en"),
  TIME_ZONE: z
    .string()
    .refine((zone) => timeZoneProblem(zone) === null, { error: "it must be a time zone such as Europe/Warsaw" })
    .optional(),
  ROLES: names
    .refine((given) => given.length > 0 && given.every(isRole), { error: `it must be some of ${roles.join(", ")}` })
    .transform((given) => given.filter(isRole))
    .default([...roles]),
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
  /** Where people reach the server, without a slash at the end. */
  readonly publicUrl: string;
  /** Where web clients of other sites come from. */
  readonly corsOrigins: readonly string[];
  readonly registration: (typeof registrations)[number];
  readonly locale: Locale;
  /** Absent: everybody sees times in their own. */
  readonly timeZone: string | undefined;
  /** What this process does. */
  readonly roles: ReadonlySet<ProcessRole>;
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
    publicUrl: (set.PUBLIC_URL ?? addressOf(set.HOST, set.PORT)).replace(/\/+$/, ""),
    corsOrigins: set.CORS_ORIGINS,
    registration: set.REGISTRATION,
    locale: set.LOCALE,
    timeZone: set.TIME_ZONE,
    roles: new Set(set.ROLES),
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

/** An IPv6 address stands in brackets. */
function addressOf(host: string, port: number): string {
  return `http://${host.includes(":") ? `[${host}]` : host}:${port}`;
}
