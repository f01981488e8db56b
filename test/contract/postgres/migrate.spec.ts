import { runner } from "node-pg-migrate";
import pg from "pg";
import { describe, expect, it } from "vitest";
import { migrate, migrationsFolder } from "../../../src/platform/postgres/migrate.ts";
import { emptyDatabase, migratedDatabase, query } from "../../support/database.ts";

const migrationLock = 7_265_504;

describe("Migrating", () => {
  it("is done by one when four begin at once on an empty database, and the others find it done", async () => {
    const url = await emptyDatabase();
    const done = await Promise.all([1, 2, 3, 4].map(() => migrate(url)));
    const [worked = [], ...others] = done.toSorted((a, b) => b.length - a.length);
    expect(worked.length).toBeGreaterThan(0);
    expect(others).toEqual([[], [], []]);
    expect(await migrationsOf(url)).toEqual(worked);
    expect(await query(url, "select epoch from log.epoch")).toHaveLength(1);
  });

  it("does nothing the second time", async () => {
    const url = await migratedDatabase();
    const [before, done] = [await shapeOf(url), await migrationsOf(url)];
    expect(await migrate(url)).toEqual([]);
    expect(await shapeOf(url)).toEqual(before);
    expect(await migrationsOf(url)).toEqual(done);
  });

  it("leaves nothing half when its connection is cut in the middle, and whoever waits does it all", async () => {
    const url = await emptyDatabase();
    const obstacle = new pg.Client({ connectionString: url });
    await obstacle.connect();
    await obstacle.query("begin; create schema log"); // whoever migrates waits until it is rolled back
    const outcomes = Promise.allSettled([1, 2, 3].map(() => migrate(url)));
    const working = `select pid from pg_locks where locktype = 'advisory' and objid = ${migrationLock} and granted
      and pid in (select pid from pg_stat_activity where datname = current_database() and query ilike '%create schema log%')`;
    await expect.poll(() => query(url, working)).toHaveLength(1);
    await query(url, `select pg_terminate_backend(pid) from (${working}) working`);
    await obstacle.query("rollback");
    await obstacle.end();
    const done = (await outcomes).map((each) => (each.status === "fulfilled" ? each.value.length : -1));
    const all = (await migrationsOf(url)).length;
    expect(all).toBeGreaterThan(0);
    expect(done.toSorted((a, b) => a - b)).toEqual([-1, 0, all]);
    expect(await query(url, "select epoch from log.epoch")).toHaveLength(1);
  });

  it("sends read models whose tables have changed back to their start, those that were stopped, too", async () => {
    const url = await emptyDatabase();
    await migrateInPart(url, 11);
    const at = "is_migrated, is_indexed, position, last_event_id, last_event_position";
    await query(
      url,
      `insert into projections.versions (name, version, schema_name, epoch, ${at}, state, error, poison_position, poison_event_id)
       select name, 1, name || '_v1', gen_random_uuid(), true, true, 7, gen_random_uuid(), 7, state, error, poison, poison_id
       from (values ('lines', 'stopped', 'It cannot be written.', 8, gen_random_uuid()), ('members', 'running', null, null, null))
         as before (name, state, error, poison, poison_id);
       insert into projections.active (name, version) select name, version from projections.versions`,
    );
    await migrate(url);
    const builds = await query(
      url,
      `select b.name, build, is_migrated, position, state, error, poison_position from projections.builds b
       join projections.active a using (name, build) order by b.name`,
    );
    const going = { build: 1, state: "running", error: null, poison_position: null };
    expect(builds).toEqual([
      { name: "lines", ...going, is_migrated: false, position: "0" },
      { name: "members", ...going, is_migrated: true, position: "7" },
    ]);
  });
});

/** As an earlier release did, that had so many. */
async function migrateInPart(url: string, count: number): Promise<void> {
  const dbClient = new pg.Client({ connectionString: url });
  await dbClient.connect();
  const table = { migrationsSchema: "verbatim", createMigrationsSchema: true, migrationsTable: "migrations" };
  await runner({
    dbClient,
    dir: migrationsFolder,
    direction: "up",
    count,
    ...table,
    noLock: true,
    log: () => undefined,
  });
  await dbClient.end();
}

async function migrationsOf(url: string): Promise<string[]> {
  const rows = await query<{ name: string }>(url, "select name from verbatim.migrations order by id");
  return rows.map(({ name }) => name);
}

/** Every table, index, column and function, with the transaction that touched it last. */
async function shapeOf(url: string): Promise<unknown[]> {
  return query(
    url,
    `select 'class', oid, xmin::text from pg_class where oid >= 16384
     union all select 'function', oid, xmin::text from pg_proc where oid >= 16384
     union all select 'column', attrelid, xmin::text from pg_attribute where attrelid >= 16384
     order by 1, 2, 3`,
  );
}
