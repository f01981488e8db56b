import type { PoolClient } from "pg";

/**
 * What is primary data: whatever else there is, read models, snapshots, queues, what is known of pages, is made anew. A
 * table that is added to one of these schemas is in backups without a word here.
 */
const primary: Readonly<Record<string, "all" | readonly string[]>> = {
  accounts: "all",
  erasure: "all",
  jobs: "all",
  keys: "all",
  kept: "all",
  log: ["events"],
  mail: "all",
  presence: "all",
  projections: ["skips", "untold"],
  proof: ["checkpoints"],
  reactors: "all",
};

/** A table as it is copied. */
export interface CopiedTable {
  readonly name: string;
  readonly columns: readonly string[];
}

/** In an order in which no row comes before one that it names. */
export async function primaryTables(client: PoolClient): Promise<readonly CopiedTable[]> {
  const { rows } = await client.query<CopiedTable & { schema: string; table: string; after: string[] }>(
    `select n.nspname as schema, c.relname as table, format('%I.%I', n.nspname, c.relname) as name,
       (select array_agg(quote_ident(a.attname) order by a.attnum) from pg_attribute a
        where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.attgenerated = '') as columns,
       array(select format('%I.%I', rn.nspname, r.relname) from pg_constraint f
         join pg_class r on r.oid = f.confrelid join pg_namespace rn on rn.oid = r.relnamespace
         where f.conrelid = c.oid and f.contype = 'f' and f.confrelid <> c.oid) as after
     from pg_class c join pg_namespace n on n.oid = c.relnamespace
     where c.relkind = 'r' and n.nspname = any ($1) order by 1, 2`,
    [Object.keys(primary)],
  );
  const meant = rows.filter(({ schema, table }) => {
    const tables = primary[schema];
    return tables === "all" || tables?.includes(table);
  });
  return ordered(meant).map(({ name, columns }) => ({ name, columns }));
}

function ordered<Table extends { readonly name: string; readonly after: readonly string[] }>(
  tables: readonly Table[],
): readonly Table[] {
  const names = new Set(tables.map(({ name }) => name));
  const done: Table[] = [];
  let left = tables;
  while (left.length > 0) {
    const there = new Set(done.map(({ name }) => name));
    const next = left.filter(({ after }) => after.every((name) => there.has(name) || !names.has(name)));
    if (next.length === 0) throw new Error("Tables name each other's rows in a ring.");
    done.push(...next);
    left = left.filter((table) => !next.includes(table));
  }
  return done;
}

/** What is kept apart from the rest: without it nobody reads a word. */
export const isOfKeys = (table: string): boolean => table === "keys.keys" || table === "keys.master_check";
