import pg from "pg";
import { reasonOf, StartRefused } from "../start-refused.ts";

export interface PoolSettings {
  readonly size: number;
  readonly overflow: number;
  /** Seconds. */
  readonly timeout: number;
  /** Seconds. */
  readonly recycle: number;
}

const oldestVersion = 15;
/** Connections beside the pool: the log's appender, readers and waker, the keys' listener, the data folder's. */
const besidePool = 10;

/**
 * The pool for everything but the log's hot paths, after a look at the server: reachable, new enough, room for the pool.
 * @throws StartRefused naming the setting.
 */
export async function openPool(
  url: string,
  settings: PoolSettings,
  report: (sentence: string) => void,
): Promise<pg.Pool> {
  const max = settings.size + settings.overflow;
  const pool = new pg.Pool({
    connectionString: url,
    application_name: "verbatim",
    max,
    min: 0,
    connectionTimeoutMillis: settings.timeout * 1_000,
    maxLifetimeSeconds: settings.recycle,
    idleTimeoutMillis: 10_000,
  });
  pool.on("error", (error) => report(`An idle database connection was lost: ${error.message}`));
  try {
    await assertServer(pool, max, report);
    return pool;
  } catch (error) {
    await pool.end();
    if (error instanceof StartRefused) throw error;
    throw new StartRefused("DATABASE_URL", `PostgreSQL at ${placeOf(url)} cannot be used: ${reasonOf(error)}.`);
  }
}

async function assertServer(pool: pg.Pool, max: number, report: (sentence: string) => void): Promise<void> {
  const { rows } = await pool.query<{ version: number; room: number; fsync: string }>(
    `select current_setting('server_version_num')::int / 10000 as version, current_setting('fsync') as fsync,
       current_setting('max_connections')::int - current_setting('superuser_reserved_connections')::int as room`,
  );
  const { version = 0, room = 0, fsync = "" } = rows[0] ?? {};
  if (version < oldestVersion) {
    throw new StartRefused("DATABASE_URL", `PostgreSQL ${version} is too old; ${oldestVersion} or later is needed.`);
  }
  if (max + besidePool > room) {
    const needed = `DB_POOL_SIZE + DB_MAX_OVERFLOW (${max}) and ${besidePool} more connections`;
    throw new StartRefused(
      "DB_POOL_SIZE",
      `${needed} do not fit the server's ${room}; lower them or raise max_connections.`,
    );
  }
  if (fsync === "off") report("This PostgreSQL runs with fsync off: a power failure can lose what was acknowledged.");
}

/** Host and database, never the password. */
function placeOf(url: string): string {
  const { host, pathname } = new URL(url);
  return `${host}${pathname}`;
}
