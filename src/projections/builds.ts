import type { Pool, PoolClient } from "pg";
import { transaction } from "../platform/postgres/transaction.ts";
import { channel, changed } from "./channel.ts";
import { titleOf, type Build, type Projection } from "./projection.ts";
import type { ProjectionRegistry } from "./registry.ts";
import { freeName, takeName } from "./take-name.ts";

/** A build as its row has it. */
export interface BuildRow {
  readonly name: string;
  readonly version: number;
  readonly build: number;
  /** That its tables are in at this moment. */
  readonly schema: string;
  readonly state: "running" | "stopped" | "dropping";
  readonly isActive: boolean;
  /** Whether queries went to it before the active one. */
  readonly isPrevious: boolean;
  /** Whether it has been at the log's end, so that it can be asked. */
  readonly isReady: boolean;
  readonly switchesItself: boolean;
}

/** All builds of these read models, of whatever release, by name and number. */
export async function buildsOf(connection: Pool | PoolClient, names: readonly string[]): Promise<readonly BuildRow[]> {
  const { rows } = await connection.query<BuildRow>({
    name: "projections builds",
    text: `select b.name, b.version, b.build, b.schema_name as schema, b.state, b.is_indexed as "isReady",
        coalesce(a.build = b.build, false) as "isActive", coalesce(a.previous = b.build, false) as "isPrevious",
        b.switches_itself as "switchesItself"
      from projections.builds b left join projections.active a on a.name = b.name
      where b.name = any ($1::text[]) order by b.name, b.build`,
    values: [names],
  });
  return rows;
}

/** The build that queries of a read model go to. @throws Error when there is none, or it belongs to another release. */
export async function activeBuild(pool: Pool, registry: ProjectionRegistry, name: string): Promise<Build> {
  const active = (await buildsOf(pool, [name])).find(({ isActive }) => isActive);
  const projection = active && registry.find(name, active.version);
  if (projection) return { projection, number: active.build };
  throw new Error(
    active
      ? `This release knows no ${name} v${active.version}, which queries go to.`
      : `Nothing of the name ${name} was ever built.`,
  );
}

/**
 * Sees to it that queries of a read model have a build to go to: the newest version's first one, where there is none yet.
 * Where they go to a version that this release does not know, they go to one that it does, which may have to be built.
 */
export async function declare(pool: Pool, registry: ProjectionRegistry, name: string): Promise<Build> {
  const newest = registry.newest(name);
  await pool.query(
    `with made as (
       insert into projections.builds (name, version, build, schema_name) select $1, $2, 1, $3
       where not exists (select from projections.builds where name = $1)
       on conflict do nothing returning build
     )
     insert into projections.active (name, build, builds_made) select $1, build, 1 from made on conflict do nothing`,
    [name, newest.version, newest.schema],
  );
  const served = servedBy(registry, await buildsOf(pool, [name]));
  if (served?.isActive) return { projection: served.projection, number: served.build };
  return transaction(pool, (client) => goToKnown(client, registry, name));
}

/** The build that queries go to, or else may go to; null where this release knows none of them. */
function servedBy(
  registry: ProjectionRegistry,
  builds: readonly BuildRow[],
): (BuildRow & { readonly projection: Projection }) | null {
  const known = builds.flatMap((row) => {
    const projection = registry.find(row.name, row.version);
    return projection && row.state !== "dropping" ? [{ ...row, projection }] : [];
  });
  return known.find(({ isActive }) => isActive) ?? known.findLast(({ isReady }) => isReady) ?? known.at(-1) ?? null;
}

/** It takes the name that queries know, also from a build of the version that this release does not know. */
async function goToKnown(client: PoolClient, registry: ProjectionRegistry, name: string): Promise<Build> {
  await client.query("select from projections.active where name = $1 for update", [name]);
  const served = servedBy(registry, await buildsOf(client, [name]));
  const projection = served?.projection ?? registry.newest(name);
  if (served?.isActive) return { projection, number: served.build }; // another process was first
  if (served) await takeName(client, served, projection.schema);
  else await freeName(client, projection);
  const number = served?.build ?? (await addBuild(client, { projection, schema: projection.schema }));
  await client.query("update projections.active set build = $2, previous = null where name = $1", [name, number]);
  await tellChanged(client);
  return { projection, number };
}

export interface NewBuild {
  readonly projection: Projection;
  /** By default a name that no query knows. */
  readonly schema?: string;
  readonly switchesItself?: boolean;
}

/** Gives a build its row, so that whoever keeps read models up to date begins with it. @returns its number. */
export async function addBuild(
  connection: Pool | PoolClient,
  { projection: { name, version }, schema, switchesItself = false }: NewBuild,
): Promise<number> {
  const { rows } = await connection.query<{ build: number }>(
    `with counted as (update projections.active set builds_made = builds_made + 1 where name = $1 returning builds_made)
     insert into projections.builds (name, version, build, schema_name, switches_itself)
     select $1, $2, builds_made, coalesce($3, $1 || '_build_' || builds_made), $4 from counted returning build`,
    [name, version, schema, switchesItself],
  );
  const [row] = rows;
  if (!row) throw new Error(`Nothing of the name ${name} was ever built.`);
  await tellChanged(connection);
  return row.build;
}

/** Wakes whoever keeps read models up to date, once the transaction is committed. */
export async function tellChanged(connection: Pool | PoolClient): Promise<void> {
  await connection.query("select pg_notify($1, $2)", [channel, changed]);
}

export const titleOfRow = ({ name, version, build }: Pick<BuildRow, "name" | "version" | "build">): string =>
  titleOf({ projection: { name, version }, number: build });
