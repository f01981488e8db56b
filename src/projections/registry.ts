import type { Projection } from "./projection.ts";

const schemaName = /^[a-z][a-z0-9_]{0,62}$/;
/** Those of the migrations, of libraries and of PostgreSQL, and the names that builds have while they are not asked. */
const ownSchema =
  /^(accounts|commands|erasure|jobs|keys|kept|link_previews|log|mail|presence|projections|proof|reactors|streams|verbatim|bullmq|public|information_schema|pg_.*|.*_build_\d+)$/;

/** Every version of every projection that this release knows. */
export class ProjectionRegistry {
  readonly all: readonly Projection[];

  /** @throws Error when a version is there twice, names share a schema, or a schema cannot be a projection's own. */
  constructor(projections: readonly Projection[]) {
    const schemas = new Map<string, string>();
    const titles = new Set<string>();
    for (const { name, version, schema } of projections) {
      const title = `${name} v${version}`;
      if (!schemaName.test(schema) || ownSchema.test(schema))
        throw new Error(`${title} cannot have schema "${schema}".`);
      if (titles.has(title)) throw new Error(`${title} is registered twice.`);
      if ((schemas.get(schema) ?? name) !== name) throw new Error(`Schema ${schema} belongs to two projections.`);
      schemas.set(schema, name);
      titles.add(title);
    }
    this.all = projections.toSorted((one, other) => one.version - other.version);
  }

  get names(): readonly string[] {
    return [...new Set(this.all.map(({ name }) => name))];
  }

  /** @throws Error when nothing of that name is known here. */
  newest(name: string): Projection {
    const found = this.all.findLast((each) => each.name === name);
    if (!found) throw new Error(`This release knows no projection ${name}.`);
    return found;
  }

  /** Null: it belongs to another release. */
  find(name: string, version: number): Projection | null {
    return this.all.find((each) => each.name === name && each.version === version) ?? null;
  }
}
