import type { PoolClient } from "pg";

interface Named {
  readonly name: string;
  readonly build: number;
  /** That its tables are in. */
  readonly schema: string;
}

/** Gives a build the name of a schema that queries know. Whoever leads a build that is renamed begins again. */
export async function takeName(client: PoolClient, build: Named, schema: string): Promise<void> {
  if (build.schema === schema) return;
  await freeName(client, { name: build.name, schema });
  await rename(client, build, schema);
}

/** Whichever build of a read model has a schema of that name gives the name away. */
export async function freeName(client: PoolClient, { name, schema }: Pick<Named, "name" | "schema">): Promise<void> {
  const { rows } = await client.query<{ build: number }>(
    "select build from projections.builds where schema_name = $1 for update",
    [schema],
  );
  const [holder] = rows;
  if (holder) await rename(client, { name, build: holder.build, schema }, `${name}_build_${holder.build}`);
}

async function rename(client: PoolClient, { name, build, schema }: Named, as: string): Promise<void> {
  // Of a build that nobody has begun with there is none.
  const { rowCount } = await client.query("select from pg_namespace where nspname = $1", [schema]);
  if (rowCount === 1)
    await client.query(`alter schema ${client.escapeIdentifier(schema)} rename to ${client.escapeIdentifier(as)}`);
  await client.query(
    `update projections.builds set schema_name = $3,
       lease_token = case when lease_token is null then null else gen_random_uuid() end
     where name = $1 and build = $2`,
    [name, build, as],
  );
}
