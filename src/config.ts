import { isIP } from "node:net";
import { z } from "zod";
import type { EditWindows } from "./domain/message/edit.ts";
import { isOneEmoji, usualReactions, type AllowedReactions } from "./domain/message/emoji.ts";
import { locales, type Locale } from "./domain/user/events.ts";
import { timeZoneProblem } from "./domain/user/time-zone.ts";
import type { RetentionDays } from "./erasure/retention.ts";
import type { LimitsConfig } from "./limits/open.ts";
import { StartRefused } from "./platform/start-refused.ts";
import { checkpointMails, type CheckpointMails } from "./workers/email/settings.ts";
import { internalDomain } from "./workers/link-preview/guard.ts";

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

/** An address, or one with the length of its prefix. */
const isNetwork = (text: string): boolean => {
  const [, address = "", bits = "0"] = /^([^/]+)(?:\/(\d{1,3}))?$/.exec(text) ?? [];
  return isIP(address) !== 0 && Number(bits) <= (isIP(address) === 4 ? 32 : 128);
};

const logLevels = ["fatal", "error", "warn", "info", "debug", "trace", "silent"] as const;

const isOnOrOff = ["on", "off"] as const;
const newVersions = ["auto", "announce"] as const;
const rate = (fallback: number) => whole(fallback, { min: 1 });

/** Seconds; 0: messages can always be edited. */
const editWindow = (fallback: number) => whole(fallback, { max: 999_999_999 });

/** Absent: for ever. */
const days = whole(1, { min: 1, max: 100_000 }).unwrap().optional();

const reactions = z
  .string()
  .transform((text) => (text === "any" ? text : text.split(",").map((emoji) => emoji.trim())))
  .refine((given) => given === "any" || (given.length <= 100 && given.every(isOneEmoji)), {
    error: 'it must be "any", or emojis that are separated by commas',
  })
  .default([...usualReactions]);

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
  TRUSTED_PROXIES: names
    .refine((proxies) => proxies.every(isNetwork), {
      error: "it must be addresses or networks such as 10.0.0.0/8, separated by commas",
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
  REDIS_URL: url(["redis", "rediss"]).optional(),
  LINK_PREVIEWS: z.enum(isOnOrOff, { error: `it must be one of ${isOnOrOff.join(", ")}` }).default("on"),
  INTERNAL_DOMAINS: names
    .refine((domains) => domains.every((domain) => internalDomain(domain) !== null), {
      error: "it must be domains such as corp.example.org, separated by commas",
    })
    .default([]),
  PRESENCE_TIMEOUT: whole(60, { min: 1, max: 3_600 }),
  EDIT_WINDOW_DIRECT: editWindow(86_400),
  EDIT_WINDOW_GROUP: editWindow(86_400),
  EDIT_WINDOW_ROOM: editWindow(86_400),
  EDIT_WINDOW_INCIDENT: editWindow(900),
  RETENTION_DIRECT: days,
  RETENTION_GROUP: days,
  RETENTION_ROOM: days,
  RETENTION_INCIDENT: days,
  REACTIONS: reactions,
  RATE_LIMITS: z.enum(isOnOrOff, { error: `it must be one of ${isOnOrOff.join(", ")}` }).default("on"),
  RATE_SEND: rate(10),
  RATE_TYPING: rate(5),
  RATE_REACTION: rate(5),
  RATE_EDIT: rate(5),
  RATE_DELETE: rate(5),
  RATE_SEARCH: rate(2),
  RATE_HISTORY: rate(5),
  RATE_CALL: rate(10),
  RATE_COMMAND: rate(10),
  RATE_QUERY: rate(50),
  RATE_ROOM: rate(100),
  RATE_SAME_TEXT: rate(5),
  RATE_LOGIN: rate(10),
  RATE_FAILED_LOGIN: rate(10),
  RATE_REGISTRATION: rate(10),
  STREAMS_PER_USER: whole(20, { min: 1 }),
  STREAMS_PER_ADDRESS: whole(100, { min: 1 }),
  SMTP_URL: url(["smtp", "smtps"]).optional(),
  MAIL_FROM: z
    .string()
    .refine(
      (text) => !/[\r\n]/.test(text) && /^(?:[^<>]*<[^\s<>@]+@[^\s<>@]+>|[^\s<>@]+@[^\s<>@]+)$/.test(text.trim()),
      {
        error: "it must be an address such as Verbatim <chat@example.org>",
      },
    )
    .transform((text) => text.trim())
    .optional(),
  MAIL_QUIET: whole(120, { min: 1 }),
  MAIL_QUIET_GROUP: whole(600, { min: 1 }),
  CHECKPOINT_MAIL: z
    .enum(checkpointMails, { error: `it must be one of ${checkpointMails.join(", ")}` })
    .default("daily"),
  PROJECTIONS_BUILD: z.enum(newVersions, { error: `it must be one of ${newVersions.join(", ")}` }).default("announce"),
  SECRET_KEY: z.string().optional(),
  OTEL_EXPORTER_OTLP_ENDPOINT: url(["http", "https"]).optional(),
  OTEL_SERVICE_NAME: z.string().max(100).default("verbatim"),
  STOP_WITHIN: whole(30, { min: 1, max: 3_600 }),
  METRICS_TOKEN: z
    .string()
    .regex(/^\S{1,500}$/, { error: "it must be a word without blanks" })
    .optional(),
  LOG_LEVEL: z.enum(logLevels, { error: `it must be one of ${logLevels.join(", ")}` }).default("info"),
});

export interface Config {
  readonly port: number;
  readonly host: string;
  /** Where people reach the server, without a slash at the end. */
  readonly publicUrl: string;
  /** Where web clients of other sites come from. */
  readonly corsOrigins: readonly string[];
  /** Addresses and networks of those whose X-Forwarded-For is believed. */
  readonly trustedProxies: readonly string[];
  readonly editWindows: EditWindows;
  /** Days that words are kept for, by where they were said; absent: for ever. */
  readonly retention: RetentionDays;
  readonly reactions: AllowedReactions;
  readonly limits: LimitsConfig;
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
  /** Absent: processes tell each other by PostgreSQL what is not kept. */
  readonly redisUrl: string | undefined;
  readonly linkPreviews: LinkPreviewsConfig;
  /** After so many seconds without a sign of life somebody is offline. */
  readonly presenceTimeout: number;
  readonly mail: MailConfig;
  /** What becomes of read models that this release makes otherwise: built and switched to, or announced. */
  readonly projectionsBuild: (typeof newVersions)[number];
  readonly secretKey: string | undefined;
  /** Absent: no traces are made. */
  readonly tracing: TracingConfig | undefined;
  /** Seconds that stopping in order may take. */
  readonly stopWithin: number;
  /** Absent: what is measured can be read from this machine only. */
  readonly metricsToken: string | undefined;
  readonly logLevel: string;
}

export interface TracingConfig {
  /** Where a collector takes traces by OTLP over HTTP. */
  readonly endpoint: string;
  readonly serviceName: string;
}

export interface MailConfig {
  /** Absent: mails are written to files in `dataDir`. */
  readonly smtpUrl: string | undefined;
  /** An address, or a name with one. */
  readonly from: string;
  /** Milliseconds that a message is left unread before somebody is mailed about it. */
  readonly quiet: { readonly direct: number; readonly group: number };
  /** How often auditors are mailed a checkpoint. */
  readonly checkpoints: CheckpointMails;
}

export interface LinkPreviewsConfig {
  readonly isOn: boolean;
  /** Neither these nor what is below them is asked for previews. */
  readonly internalDomains: readonly string[];
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
    trustedProxies: set.TRUSTED_PROXIES,
    editWindows: {
      direct: set.EDIT_WINDOW_DIRECT,
      group: set.EDIT_WINDOW_GROUP,
      room: set.EDIT_WINDOW_ROOM,
      incident: set.EDIT_WINDOW_INCIDENT,
    },
    retention: retentionOf(set),
    reactions: set.REACTIONS,
    limits: limitsOf(set),
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
    redisUrl: set.REDIS_URL,
    linkPreviews: { isOn: set.LINK_PREVIEWS === "on", internalDomains: set.INTERNAL_DOMAINS },
    presenceTimeout: set.PRESENCE_TIMEOUT,
    mail: mailOf(set),
    projectionsBuild: set.PROJECTIONS_BUILD,
    secretKey: set.SECRET_KEY,
    tracing: tracingOf(set),
    stopWithin: set.STOP_WITHIN,
    metricsToken: set.METRICS_TOKEN,
    logLevel: set.LOG_LEVEL,
  };
}

function retentionOf(set: z.output<typeof settings>): RetentionDays {
  const { RETENTION_DIRECT: direct, RETENTION_GROUP: group, RETENTION_ROOM: room, RETENTION_INCIDENT: incident } = set;
  return {
    ...(direct !== undefined && { direct }),
    ...(group !== undefined && { group }),
    ...(room !== undefined && { room }),
    ...(incident !== undefined && { incident }),
  };
}

function tracingOf(set: z.output<typeof settings>): TracingConfig | undefined {
  const { OTEL_EXPORTER_OTLP_ENDPOINT: endpoint, OTEL_SERVICE_NAME: serviceName } = set;
  return endpoint === undefined ? undefined : { endpoint, serviceName };
}

function mailOf(set: z.output<typeof settings>): MailConfig {
  const { hostname } = new URL(set.PUBLIC_URL ?? addressOf(set.HOST, set.PORT));
  return {
    smtpUrl: set.SMTP_URL,
    from: set.MAIL_FROM ?? `Verbatim <verbatim@${hostname}>`,
    quiet: { direct: set.MAIL_QUIET * 1_000, group: set.MAIL_QUIET_GROUP * 1_000 },
    checkpoints: set.CHECKPOINT_MAIL,
  };
}

function limitsOf(set: z.output<typeof settings>): LimitsConfig {
  return {
    isOn: set.RATE_LIMITS === "on",
    rates: {
      send: set.RATE_SEND,
      typing: set.RATE_TYPING,
      reaction: set.RATE_REACTION,
      edit: set.RATE_EDIT,
      delete: set.RATE_DELETE,
      search: set.RATE_SEARCH,
      history: set.RATE_HISTORY,
      call: set.RATE_CALL,
      command: set.RATE_COMMAND,
      query: set.RATE_QUERY,
      room: set.RATE_ROOM,
      sameText: set.RATE_SAME_TEXT,
      login: set.RATE_LOGIN,
      failedLogin: set.RATE_FAILED_LOGIN,
      registration: set.RATE_REGISTRATION,
    },
    streams: { ofUser: set.STREAMS_PER_USER, ofAddress: set.STREAMS_PER_ADDRESS },
  };
}

/** An IPv6 address stands in brackets. */
function addressOf(host: string, port: number): string {
  return `http://${host.includes(":") ? `[${host}]` : host}:${port}`;
}
