import { binaryArray, type ElementType, type ValueOf } from "../platform/postgres/binary-array.ts";

/** A column's type, and its value in a row. */
type Column<Row> = { [Type in ElementType]: readonly [Type, (row: Row) => ValueOf<Type> | null] }[ElementType];

/**
 * Rows that are handed over as one array per column, so that a statement writes any number of them in one round trip:
 * `insert into … (${names}) select ${names} from ${unnested}`.
 */
export interface RowSet<Row> {
  readonly names: string;
  /** A relation `given` of these columns, over the parameters from $1. */
  readonly unnested: string;
  values(rows: readonly Row[]): Buffer[];
}

export function rowSet<Row>(columns: Readonly<Record<string, Column<Row>>>): RowSet<Row> {
  const names = Object.keys(columns).join(", ");
  const parts = Object.values(columns);
  const parameters = parts.map(([type], index) => `$${index + 1}::${type}[]`).join(", ");
  return {
    names,
    unnested: `unnest(${parameters}) as given (${names})`,
    values: (rows) => parts.map((column) => encoded(column, rows)),
  };
}

function encoded<Row>([type, of]: Column<Row>, rows: readonly Row[]): Buffer {
  return binaryArray(
    type,
    rows.map((row) => of(row)),
  );
}
