import type { Pool } from "pg";
import { titleOf, type Projection } from "./projection.ts";

const schemaName = /^[a-z][a-z0-9_]{0,62}$/;
const ownSchema = /^(projections|kept|log|keys|accounts|commands|verbatim|public|information_schema|pg_.*)$/;

/** Every version of every projection that this release knows. */
export class ProjectionRegistry {
  readonly all: readonly Projection[];

  /** @throws Error when two share a version or a schema, or a schema cannot be a projection's own. */
  constructor(projections: readonly Projection[]) {
    const schemas = new Set<string>();
    const titles = new Set<string>();
    for (const projection of projections) {
      const { schema } = projection;
      const title = titleOf(projection);
      if (!schemaName.test(schema) || ownSchema.test(schema))
        throw new Error(`${title} cannot have schema "${schema}".`);
      if (titles.has(title)) throw new Error(`${title} is registered twice.`);
      if (schemas.has(schema)) throw new Error(`Schema ${schema} belongs to two projections.`);
      schemas.add(schema);
      titles.add(title);
    }
    this.all = projections.toSorted((one, other) => one.version - other.version);
  }

  /**
   * The version that queries of a read model go to.
   * @throws Error when nothing of that name is known here, or the active version belongs to another release.
   */
  async active(pool: Pool, name: string): Promise<Projection> {
    const { rows } = await pool.query<{ version: number }>("select version from projections.active where name = $1", [
      name,
    ]);
    const version = rows[0]?.version ?? this.all.find((each) => each.name === name)?.version;
    const found = this.all.find((each) => each.name === name && each.version === version);
    if (found) return found;
    throw new Error(`This release knows no projection ${version === undefined ? name : titleOf({ name, version })}.`);
  }
}

/** Gives a projection its row; the first version of a name that is declared is the active one. */
export async function declare(pool: Pool, { name, version, schema }: Projection): Promise<void> {
  await pool.query(
    "insert into projections.versions (name, version, schema_name) values ($1, $2, $3) on conflict (name, version) do nothing",
    [name, version, schema],
  );
  await pool.query("insert into projections.active (name, version) values ($1, $2) on conflict (name) do nothing", [
    name,
    version,
  ]);
}
