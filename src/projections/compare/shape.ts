import type { PoolClient } from "pg";

export interface Column {
  readonly name: string;
  /** As PostgreSQL names it, say "timestamp with time zone". */
  readonly type: string;
  readonly isKey: boolean;
}

/** The tables of a schema, by name, each with its columns in order. */
export type Shape = ReadonlyMap<string, readonly Column[]>;

export async function shapeOf(client: PoolClient, schema: string): Promise<Shape> {
  const { rows } = await client.query<{ table: string; name: string; type: string; isKey: boolean }>(
    `select t.relname as table, c.attname as name, format_type(c.atttypid, null) as type,
       coalesce(c.attnum = any (k.indkey), false) as "isKey"
     from pg_namespace n join pg_class t on t.relnamespace = n.oid and t.relkind = 'r'
       join pg_attribute c on c.attrelid = t.oid and c.attnum > 0 and not c.attisdropped
       left join pg_index k on k.indrelid = t.oid and k.indisprimary
     where n.nspname = $1 order by t.relname, c.attnum`,
    [schema],
  );
  return new Map(
    [...Map.groupBy(rows, ({ table }) => table)].map(([table, columns]) => [
      table,
      columns.map(({ name, type, isKey }) => ({ name, type, isKey })),
    ]),
  );
}
