import { setTimeout as pause } from "node:timers/promises";
import pg from "pg";
import { reasonOf, StartRefused } from "../../start-refused.ts";
import { freePort, openCluster, startServer, stopServer } from "./cluster.ts";
import type { Cluster, Settings } from "./cluster.ts";
import { urlOf, writeConnectionFile, type ConnectionFile } from "./connection-file.ts";
import { createIfMissing } from "./create.ts";
import { postmaster } from "./postmaster.ts";
import { isAlive, withStartLock } from "./start-lock.ts";

export interface EmbeddedPostgres {
  readonly url: string;
  /** Stops PostgreSQL, unless another process still uses it: then the last one to leave stops it. */
  leave(): Promise<void>;
}

export interface JoinOptions {
  readonly dataDir: string;
  /** A data folder has one server at a time, and any number of visitors (commands). */
  readonly as: "server" | "visitor";
  /** PostgreSQL settings beyond ours, for tests. */
  readonly settings?: Settings;
  /** Told, a sentence each, when PostgreSQL was found dead and what comes of starting it again. */
  readonly report?: (sentence: string) => void;
}

/** Advisory locks in the maintenance database: everybody shares the first, the one server holds the second. */
const presenceLock = 7_265_501;
const serverLock = 7_265_502;

/**
 * Joins the PostgreSQL of a data folder: makes it on first use, starts it when it is not running (also after a kill -9
 * of it or of its last user), and starts it again should it die while we are here. It runs on its own, so that no death
 * of ours takes it along.
 */
export async function joinEmbeddedPostgres(options: JoinOptions): Promise<EmbeddedPostgres> {
  const cluster = await openCluster(options.dataDir).catch((error: unknown) => {
    if (error instanceof StartRefused) throw error;
    throw new StartRefused("DATA_DIR", `${options.dataDir} cannot be used: ${reasonOf(error)}.`);
  });
  let { connection, presence } = await enter(cluster, options);
  let leaving = false;
  let returning: Promise<void> = Promise.resolve();

  const watch = (): void => {
    let isLost = false;
    presence.on("error", (error) => {
      if (leaving || isLost) return; // one lost connection may report several errors
      isLost = true;
      returning = comeBack(reasonOf(error));
    });
  };
  const comeBack = async (cause: string): Promise<void> => {
    options.report?.(`PostgreSQL is gone (${cause}); starting it again.`);
    while (!leaving) {
      try {
        ({ connection, presence } = await enter(cluster, options, connection.port));
        return watch();
      } catch (error) {
        options.report?.(`PostgreSQL is not back yet: ${reasonOf(error)}`);
        await pause(1000);
      }
    }
  };
  watch();

  return {
    url: urlOf(connection),
    async leave() {
      leaving = true;
      await returning;
      // Should it die while we are leaving, nobody here needs it any more.
      if (!(await postmaster(cluster))) return;
      const isLast = await leftLast(presence).catch(async (error: unknown) => {
        if (await postmaster(cluster)) throw error;
        return false;
      });
      if (isLast) await stopServer(cluster);
    },
  };
}

interface Entered {
  readonly connection: ConnectionFile;
  readonly presence: pg.Client;
}

/** A server that is starting, recovering or stopping refuses us: try again until it takes us, or is gone and started. */
async function enter(cluster: Cluster, options: JoinOptions, port?: number): Promise<Entered> {
  const deadline = Date.now() + 60_000;
  for (;;) {
    try {
      const connection = await running(cluster, options, port);
      return { connection, presence: await arrive(connection, options) };
    } catch (error) {
      const comingOrGoing = ["57P01", "57P02", "57P03", "ECONNRESET", "ECONNREFUSED"];
      if (!comingOrGoing.includes(String((error as { code?: unknown }).code)) || Date.now() > deadline) throw error;
      await pause(50);
    }
  }
}

async function running(cluster: Cluster, options: JoinOptions, port?: number): Promise<ConnectionFile> {
  return withStartLock(cluster.dataDir, async () => {
    const known = await createIfMissing(cluster);
    if (await postmaster(cluster)) return known;
    const connection = { ...known, port: port ?? (await freePort(known.port)) };
    await writeConnectionFile(cluster.dataDir, connection);
    await startServer(cluster, connection.port, options.settings ?? {});
    return connection;
  });
}

async function arrive(connection: ConnectionFile, { as, dataDir }: JoinOptions): Promise<pg.Client> {
  const name = `verbatim ${as} ${process.pid}`;
  const client = new pg.Client({ ...connection, database: "postgres", application_name: name, keepAlive: true });
  client.on("error", () => undefined); // a lost connection fails what is asked of it, and whoever watches is told
  try {
    await client.connect();
    await client.query("select pg_advisory_lock_shared($1)", [presenceLock]);
    if (as === "server" && !(await tryLock(client, serverLock))) await refuse(client, dataDir);
    const { rowCount } = await client.query("select from pg_database where datname = $1", [connection.database]);
    if (rowCount === 0) await createDatabase(client, connection.database);
    return client;
  } catch (error) {
    await client.end().catch(() => undefined); // the error that matters is the first
    throw error;
  }
}

async function createDatabase(client: pg.Client, name: string): Promise<void> {
  await client.query(`create database ${client.escapeIdentifier(name)}`).catch((error: unknown) => {
    const { code } = error as { code?: string };
    const madeMeanwhile = code === "42P04" || code === "23505";
    if (!madeMeanwhile) throw error;
  });
}

async function leftLast(presence: pg.Client): Promise<boolean> {
  try {
    await presence.query("select pg_advisory_unlock_shared($1)", [presenceLock]);
    return await tryLock(presence, presenceLock);
  } finally {
    await presence.end();
  }
}

async function tryLock(client: pg.Client, key: number): Promise<boolean> {
  const { rows } = await client.query<{ taken: boolean }>("select pg_try_advisory_lock($1) as taken", [key]);
  return rows[0]?.taken === true;
}

/** A server just killed may keep its lock until PostgreSQL has noticed: that is worth another try. */
async function refuse(client: pg.Client, dataDir: string): Promise<never> {
  const { rows } = await client.query<{ name: string }>(
    `select application_name as name from pg_locks join pg_stat_activity using (pid)
     where locktype = 'advisory' and objid = $1 and granted`,
    [serverLock],
  );
  const pid = Number(rows[0]?.name.replace("verbatim server", ""));
  if (!(pid > 0) || !isAlive(pid)) throw Object.assign(new Error("a killed server is still there"), { code: "57P03" });
  throw new StartRefused("DATA_DIR", `${dataDir} is in use by another server (process ${pid}).`);
}
