import { readdir } from "node:fs/promises";
import pg from "pg";
import type { Config } from "../config.ts";
import { mostConnections } from "../connections.ts";
import { migrationsFolder } from "../platform/postgres/migrate.ts";
import { reasonOf } from "../platform/start-refused.ts";
import { compareClocks } from "./clock.ts";
import type { Findings } from "./finding.ts";

const oldestVersion = 15;

/** @returns whether it can be used, with the tables of this release */
export async function examinePostgres(url: string, config: Config, findings: Findings): Promise<boolean> {
  const { host, pathname } = new URL(url);
  const place = `PostgreSQL at ${host}${pathname}`;
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 5_000, statement_timeout: 10_000 });
  client.on("error", () => undefined); // a lost connection fails the question under way
  try {
    await client.connect();
    if (!(await lookAtServer(client, { place, config }, findings))) return false;
    await compareClocks(findings, { of: "PostgreSQL", theirs: () => timeOf(client), precision: 0 });
    return await lookAtTables(client, findings);
  } catch (error) {
    findings.problem(`${place} does not answer: ${reasonOf(error)}. See DATABASE_URL, and whether it runs.`);
    return false;
  } finally {
    await client.end();
  }
}

async function timeOf(client: pg.Client): Promise<number> {
  const { rows } = await client.query<{ now: Date }>("select clock_timestamp() as now");
  return Number(rows[0]?.now ?? 0);
}

interface Server {
  readonly version: string;
  readonly major: number;
  readonly fsync: string;
  readonly full_page_writes: string;
  readonly room: number;
  readonly used: number;
  readonly is_standby: boolean;
  readonly is_read_only: string;
}

async function lookAtServer(
  client: pg.Client,
  { place, config }: { readonly place: string; readonly config: Config },
  findings: Findings,
): Promise<boolean> {
  const { rows } = await client.query<Server>(
    `select current_setting('server_version') as version, current_setting('server_version_num')::int / 10000 as major,
       current_setting('fsync') as fsync, current_setting('full_page_writes') as full_page_writes,
       current_setting('max_connections')::int - current_setting('superuser_reserved_connections')::int
         - coalesce(current_setting('reserved_connections', true)::int, 0) as room,
       (select count(*)::int from pg_stat_activity where backend_type = 'client backend') as used,
       pg_is_in_recovery() as is_standby, current_setting('default_transaction_read_only') as is_read_only`,
  );
  const [server] = rows;
  if (!server) throw new Error("It says nothing of itself.");
  if (server.major < oldestVersion) {
    findings.problem(`${place} is version ${server.version}: ${oldestVersion} or later is needed.`);
    return false;
  }
  if (server.is_standby || server.is_read_only === "on") {
    findings.problem(`${place} takes no writes: name the primary in DATABASE_URL.`);
    return false;
  }
  findings.ok(`${place} answers, version ${server.version}; no extension is needed.`, {
    code: "postgres.answers",
    values: { place, version: server.version },
  });
  for (const setting of ["fsync", "full_page_writes"] as const)
    if (server[setting] === "off")
      findings.warning(
        `PostgreSQL runs with ${setting} off, so that a power failure can lose what was acknowledged: turn it on.`,
      );
  lookAtRoom(server, config, findings);
  return true;
}

function lookAtRoom({ room, used }: Server, config: Config, findings: Findings): void {
  const most = mostConnections(config, { as: "server" });
  const told = `A server process opens ${most} connections at most, of ${room} that PostgreSQL has; ${used} are open now`;
  if (most > room) findings.problem(`${told}: lower DB_POOL_SIZE and DB_MAX_OVERFLOW, or raise max_connections.`);
  else if (used > room * 0.8) findings.warning(`${told}: raise max_connections before there are none.`);
  else findings.ok(`${told}.`, { code: "postgres.room", values: { most, room, used } });
}

async function lookAtTables(client: pg.Client, findings: Findings): Promise<boolean> {
  const { rows: made } = await client.query(
    "select from pg_tables where schemaname = 'verbatim' and tablename = 'migrations'",
  );
  if (made.length === 0) {
    findings.warning("The database has no tables of ours yet: the server makes them at its first start.");
    return false;
  }
  const { rows } = await client.query<{ name: string }>("select name from verbatim.migrations");
  const done = new Set(rows.map(({ name }) => name));
  const known = (await readdir(migrationsFolder))
    .filter((file) => file.endsWith(".sql"))
    .map((file) => file.slice(0, -4));
  const later = [...done].filter((name) => !known.includes(name));
  const missing = known.filter((name) => !done.has(name));
  if (later.length > 0) findings.problem(`The tables are of a later release (${later.join(", ")}): run that release.`);
  else if (missing.length > 0)
    findings.warning(
      `The tables are of an earlier release: a start or \`verbatim migrate\` brings ${missing.join(", ")}.`,
    );
  else findings.ok("The tables have this release's shape.", { code: "tables.fit" });
  return later.length === 0 && missing.length === 0;
}
