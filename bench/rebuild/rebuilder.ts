// rebuilder.ts <database's URL> <data folder> all|<read model>: makes the read models from nothing, or that one of them,
// in a process of its own, and says in JSON how long it took and how much memory it had at most.
import { setTimeout as pause } from "node:timers/promises";
import pg from "pg";
import { readConfig } from "../../src/config.ts";
import { projectionsPool } from "../../src/connections.ts";
import { openFoundation } from "../../src/foundation.ts";
import { allProjections } from "../../src/projections/all.ts";
import { rebuild } from "../../src/projections/rebuild.ts";
import { ProjectionThread } from "../../src/projections/thread-handle.ts";
import type { Rebuilt } from "./rebuilding.ts";

const [url = "", dataDir = "", what = "all"] = process.argv.slice(2);

/** As a server does it: by the projections' thread, all at once, from one reader. */
async function rebuildAll(): Promise<number> {
  await using client = await connected();
  await forget(client.query);
  const settings = { databaseUrl: url, dataDir, secretKey: undefined, poolSize: projectionsPool };
  const thread = new ProjectionThread({
    settings: { ...settings, eventStoreUrl: undefined, eventStorePrefix: "" },
    report: console.error,
  });
  const started = performance.now();
  thread.start();
  while (!(await areDone(client.query))) await pause(20);
  const seconds = (performance.now() - started) / 1_000;
  await thread.close();
  return seconds;
}

/** As the command does it. */
async function rebuildOne(name: string): Promise<number> {
  await using parts = await openFoundation(readConfig({ DATABASE_URL: url, DATA_DIR: dataDir }), {
    as: "visitor",
    report: console.error,
  });
  const started = performance.now();
  await rebuild(name, { ...parts, registry: allProjections, connection: { connectionString: url } });
  return (performance.now() - started) / 1_000;
}

type Query = <Row extends pg.QueryResultRow>(text: string) => Promise<Row[]>;

async function connected(): Promise<{ readonly query: Query } & AsyncDisposable> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  return {
    query: async <Row extends pg.QueryResultRow>(text: string) => (await client.query<Row>(text)).rows,
    [Symbol.asyncDispose]: () => client.end(),
  };
}

/** As if there had never been any read model. */
async function forget(query: Query): Promise<void> {
  for (const { schema } of allProjections.all) await query(`drop schema if exists ${schema} cascade`);
  await query("delete from projections.active");
  await query("delete from projections.builds");
}

/** At the log's end, with all their indexes. @throws when one has stopped: it would never be. */
async function areDone(query: Query): Promise<boolean> {
  const [row] = await query<{ done: number; error: string | null }>(`
    select (count(*) filter (where is_indexed and position >= (select max(position) from log.events)))::int as done,
      min(error) as error
    from projections.builds`);
  if (typeof row?.error === "string") throw new Error(`A read model stopped: ${row.error}`);
  return row?.done === allProjections.all.length;
}

const seconds = await (what === "all" ? rebuildAll() : rebuildOne(what));
const megabytes = process.resourceUsage().maxRSS / 1_024;
console.log(JSON.stringify({ seconds, megabytes } satisfies Rebuilt));
