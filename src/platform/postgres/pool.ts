import pg from "pg";
import { reasonOf, StartRefused } from "../start-refused.ts";
import { keptAlive } from "./silence.ts";

export interface PoolSettings {
  readonly size: number;
  readonly overflow: number;
  /** Seconds. */
  readonly timeout: number;
  /** Seconds. */
  readonly recycle: number;
  /** How many connections this process opens at most, the pool's and all others. */
  readonly ofProcess: number;
}

const oldestVersion = 15;

/**
 * The pool for everything but the log's hot paths, after a look at the server: reachable, new enough, room for all that
 * this process opens.
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
    ...keptAlive,
    application_name: "verbatim",
    max,
    min: 0,
    connectionTimeoutMillis: settings.timeout * 1_000,
    maxLifetimeSeconds: settings.recycle,
    idleTimeoutMillis: 10_000,
  });
  pool.on("error", (error) => report(`An idle database connection was lost: ${error.message}`));
  try {
    await assertServer(pool, settings, report);
    return pool;
  } catch (error) {
    await pool.end();
    if (error instanceof StartRefused) throw error;
    throw new StartRefused("DATABASE_URL", `PostgreSQL at ${placeOf(url)} cannot be used: ${reasonOf(error)}.`);
  }
}

async function assertServer(
  pool: pg.Pool,
  { size, overflow, ofProcess }: PoolSettings,
  report: (sentence: string) => void,
): Promise<void> {
  const { rows } = await pool.query<{ version: number; room: number; fsync: string }>(
    `select current_setting('server_version_num')::int / 10000 as version, current_setting('fsync') as fsync,
       current_setting('max_connections')::int - current_setting('superuser_reserved_connections')::int
         - coalesce(current_setting('reserved_connections', true)::int, 0) as room`,
  );
  const { version = 0, room = 0, fsync = "" } = rows[0] ?? {};
  if (version < oldestVersion) {
    throw new StartRefused("DATABASE_URL", `PostgreSQL ${version} is too old; ${oldestVersion} or later is needed.`);
  }
  if (ofProcess > room) {
    const needed = `with ${size}, and DB_MAX_OVERFLOW ${overflow}, ${ofProcess} connections`;
    throw new StartRefused(
      "DB_POOL_SIZE",
      `${needed} do not fit the server's ${room}; lower these two or raise max_connections.`,
    );
  }
  if (fsync === "off") report("This PostgreSQL runs with fsync off: a power failure can lose what was acknowledged.");
}

/** Host and database, never the password. */
function placeOf(url: string): string {
  const { host, pathname } = new URL(url);
  return `${host}${pathname}`;
}
