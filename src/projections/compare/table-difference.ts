import type { PoolClient } from "pg";
import type { Column } from "./shape.ts";
import { shown } from "./shown.ts";

/** One table in two schemas. */
export interface TablePair {
  readonly table: string;
  /** Of both. */
  readonly columns: readonly Column[];
  readonly from: string;
  readonly to: string;
  /** SQL that says which rows are compared, over the columns; its parameters are `values`. */
  readonly where: string;
  readonly values: readonly unknown[];
  /** The most rows that are shown. */
  readonly limit: number;
}

export interface RowDifference {
  readonly table: string;
  readonly key: Readonly<Record<string, string>>;
  /** Not in `to`, not in `from`, or in both and not the same. */
  readonly why: "missing" | "added" | "changed";
  readonly columns: readonly { readonly name: string; readonly from: string; readonly to: string }[];
}

export interface TableDifference {
  /** Rows that differ, of those that were compared. */
  readonly count: number;
  readonly rows: readonly RowDifference[];
}

/** The rows that differ, by the table's key; of a table without one, by all they hold. */
export async function tableDifference(client: PoolClient, pair: TablePair): Promise<TableDifference> {
  const keys = pair.columns.filter(({ isKey }) => isKey);
  return keys.length > 0 ? byKey(client, pair, keys) : byWhole(client, pair);
}

interface Found {
  readonly a: Readonly<Record<string, unknown>> | null;
  readonly b: Readonly<Record<string, unknown>> | null;
  readonly total: string;
}

async function byKey(client: PoolClient, pair: TablePair, keys: readonly Column[]): Promise<TableDifference> {
  const on = keys.map(({ name }) => `a.${quoted(name)} = b.${quoted(name)}`).join(" and ");
  const { rows } = await client.query<Found>(
    `select to_jsonb(a) as a, to_jsonb(b) as b, count(*) over () as total
     from (${rowsOf(pair, pair.from)}) a full join (${rowsOf(pair, pair.to)}) b on ${on}
     where a is distinct from b limit ${pair.limit}`,
    [...pair.values],
  );
  return told(pair, rows);
}

async function byWhole(client: PoolClient, pair: TablePair): Promise<TableDifference> {
  const [from, to] = [rowsOf(pair, pair.from), rowsOf(pair, pair.to)];
  const { rows } = await client.query<Found>(
    `select a, b, count(*) over () as total from (
       select to_jsonb(lost) as a, null::jsonb as b from (${from} except all ${to}) lost
       union all
       select null, to_jsonb(added) from (${to} except all ${from}) added
     ) changes limit ${pair.limit}`,
    [...pair.values],
  );
  return told(pair, rows);
}

function rowsOf({ table, columns, where }: TablePair, schema: string): string {
  const names = columns.map(({ name }) => quoted(name)).join(", ");
  return `select ${names} from ${quoted(schema)}.${quoted(table)} where ${where}`;
}

function told(pair: TablePair, rows: readonly Found[]): TableDifference {
  return { count: Number(rows[0]?.total ?? 0), rows: rows.map((row) => rowDifference(pair, row)) };
}

function rowDifference({ table, columns }: TablePair, { a, b }: Found): RowDifference {
  const keyed = columns.some(({ isKey }) => isKey);
  const row = a ?? b ?? {};
  const key = columns
    .filter(({ isKey }) => isKey || !keyed)
    .map((column) => [column.name, shown(column, row[column.name])]);
  const changed = a && b ? columns.filter(({ name }) => JSON.stringify(a[name]) !== JSON.stringify(b[name])) : [];
  return {
    table,
    key: Object.fromEntries(key) as Record<string, string>,
    why: whyOf(a, b),
    columns: changed.map((column) => ({
      name: column.name,
      from: shown(column, a?.[column.name]),
      to: shown(column, b?.[column.name]),
    })),
  };
}

function whyOf(a: Found["a"], b: Found["b"]): RowDifference["why"] {
  if (!a) return "added";
  return b ? "changed" : "missing";
}

export const quoted = (name: string): string => `"${name.replaceAll('"', '""')}"`;
