import pg from "pg";
import type { ElementType, ValueOf } from "../../src/platform/postgres/binary-array.ts";

export type Value = ValueOf<ElementType>;

export interface Column {
  readonly name: string;
  /** PostgreSQL's. */
  readonly type: string;
  /** What its values are handed over as. */
  readonly element: ElementType;
}

export interface StoredTable {
  /** With its schema. */
  readonly name: string;
  readonly columns: readonly Column[];
  /** In the order that they were written in. */
  readonly rows: readonly (readonly (Value | null)[])[];
}

/** By PostgreSQL's name of the type; all others go as text. */
const elements: Readonly<Record<string, { readonly element: ElementType; readonly parse: (text: string) => Value }>> = {
  boolean: { element: "boolean", parse: (text) => text === "t" },
  integer: { element: "int", parse: Number },
  bigint: { element: "bigint", parse: BigInt },
  jsonb: { element: "jsonb", parse: (text) => text },
  "timestamp with time zone": { element: "timestamptz", parse: (text) => new Date(text).toISOString() },
};

const asText = { element: "text", parse: (text: string): Value => text } as const;
const parsing = (type: string): { element: ElementType; parse: (text: string) => Value } => elements[type] ?? asText;

/** All tables of a schema with all their rows, but for columns that PostgreSQL works out by itself. */
export async function readTables(url: string, schema: string): Promise<StoredTable[]> {
  const client = new pg.Client({ connectionString: url, types: { getTypeParser: () => (value: string) => value } });
  await client.connect();
  try {
    const { rows } = await client.query<{ table: string; name: string; type: string }>(
      `select c.oid::regclass::text as table, a.attname as name, format_type(a.atttypid, null) as type
       from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.attgenerated = ''
       where c.relnamespace = '${schema}'::regnamespace and c.relkind = 'r' order by c.oid, a.attnum`,
    );
    const tables: StoredTable[] = [];
    for (const [name, columns] of Map.groupBy(rows, ({ table }) => table)) {
      const typed = columns.map((each) => ({ ...each, element: parsing(each.type).element }));
      tables.push({ name, columns: typed, rows: await readRows(client, name, typed) });
    }
    return tables;
  } finally {
    await client.end();
  }
}

async function readRows(
  client: pg.Client,
  table: string,
  columns: readonly Column[],
): Promise<readonly (readonly (Value | null)[])[]> {
  const names = columns.map(({ name }) => name).join(", ");
  const text = `select ${names} from ${table} order by ctid`;
  const { rows } = await client.query<(string | null)[]>({ text, rowMode: "array" });
  const parse = columns.map(({ type }) => parsing(type).parse);
  return rows.map((row) => row.map((value, index) => (value === null ? null : (parse[index]?.(value) ?? null))));
}
