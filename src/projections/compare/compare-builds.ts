import { setTimeout as pause } from "node:timers/promises";
import type { Pool, PoolClient } from "pg";
import { refuse, type Refused } from "../../domain/decision.ts";
import { transaction } from "../../platform/postgres/transaction.ts";
import { buildsOf, type BuildRow } from "../builds.ts";
import { buildId } from "../projection.ts";
import { shapeOf, type Column, type Shape } from "./shape.ts";
import { quoted, tableDifference, type RowDifference } from "./table-difference.ts";

/** Of a table that is sampled about so many rows are compared. */
const sampleRows = 20_000;
const patienceMs = 2_000;
const lookEveryMs = 5;

export interface CompareBuilds {
  readonly name: string;
  /** Absent: the one that is not asked, the newest where there are several. */
  readonly build?: number;
  /** Every row, and not a sample of large tables. */
  readonly whole: boolean;
  /** The most rows that are shown, of each table. */
  readonly limit: number;
  /** Milliseconds that a statement may take. */
  readonly timeoutMs: number;
}

export interface TableComparison {
  readonly table: string;
  /** Rows in the build that is asked, and in the other one; null where it has no such table. */
  readonly from: number | null;
  readonly to: number | null;
  readonly differing: number;
  /** One in so many rows was compared; 1: all of them. */
  readonly sampled: number;
  /** Columns that only one of them has, which are not compared. */
  readonly unmatched: readonly string[];
}

export interface BuildComparison {
  readonly kind: "done";
  readonly from: string;
  readonly to: string;
  /** Whether both stood at the same position; otherwise rows differ that changed in between. */
  readonly isLevel: boolean;
  readonly tables: readonly TableComparison[];
  readonly rows: readonly RowDifference[];
}

const isTimeout = (error: unknown): boolean => (error as { code?: unknown }).code === "57014";

/** What it reads was given another name, or is gone. */
const isCrossed = (error: unknown): boolean => /^(42P01|3F000)$/.test(String((error as { code?: unknown }).code));

/** Compares another build with the one that is asked, at one moment, and at one position where both stand still. */
export async function compareBuilds(pool: Pool, request: CompareBuilds): Promise<BuildComparison | Refused> {
  const until = performance.now() + patienceMs;
  try {
    for (;;) {
      const found = await transaction(pool, (client) => compareNow(client, request, performance.now() > until));
      if (found !== "not level") return found;
      await pause(lookEveryMs);
    }
  } catch (error) {
    if (isCrossed(error)) return refuse("conflict", "A build was switched to or dropped meanwhile. Compare again.");
    if (!isTimeout(error)) throw error;
    return refuse("conflict", request.whole ? "That takes too long. Compare a sample." : "That takes too long.");
  }
}

async function compareNow(
  client: PoolClient,
  request: CompareBuilds,
  isLast: boolean,
): Promise<BuildComparison | Refused | "not level"> {
  await client.query("set transaction isolation level repeatable read, read only");
  await client.query(`set local statement_timeout = ${request.timeoutMs}`);
  const builds = await buildsOf(client, [request.name]);
  const from = builds.find(({ isActive }) => isActive);
  const others = builds.filter(({ isActive, isReady, state }) => !isActive && isReady && state !== "dropping");
  const to = request.build === undefined ? others.at(-1) : others.find(({ build }) => build === request.build);
  if (!from) return refuse("not_found");
  if (!to) return refuse("conflict", "There is no other build that is ready to be compared.");
  const isLevel = await areLevel(client, from, to);
  if (!isLevel && !isLast) return "not level";
  const [fromShape, toShape] = [await shapeOf(client, from.schema), await shapeOf(client, to.schema)];
  const tables: TableComparison[] = [];
  const rows: RowDifference[] = [];
  for (const table of [...new Set([...fromShape.keys(), ...toShape.keys()])].toSorted()) {
    const compared = await compareTable(client, { table, from, to, fromShape, toShape, request });
    tables.push(compared.table);
    rows.push(...compared.rows);
  }
  return { kind: "done", from: buildId(from), to: buildId(to), isLevel, tables, rows };
}

async function areLevel(client: PoolClient, from: BuildRow, to: BuildRow): Promise<boolean> {
  const { rows } = await client.query<{ level: boolean }>(
    "select count(distinct position) = 1 as level from projections.builds where name = $1 and build in ($2, $3)",
    [from.name, from.build, to.build],
  );
  return rows[0]?.level ?? false;
}

interface OneTable {
  readonly table: string;
  readonly from: BuildRow;
  readonly to: BuildRow;
  readonly fromShape: Shape;
  readonly toShape: Shape;
  readonly request: CompareBuilds;
}

async function compareTable(
  client: PoolClient,
  { table, from, to, fromShape, toShape, request }: OneTable,
): Promise<{ readonly table: TableComparison; readonly rows: readonly RowDifference[] }> {
  const [mine, theirs] = [fromShape.get(table), toShape.get(table)];
  const counts = {
    from: mine ? await countOf(client, from.schema, table) : null,
    to: theirs ? await countOf(client, to.schema, table) : null,
  };
  if (!mine || !theirs) {
    const all = Math.max(counts.from ?? 0, counts.to ?? 0);
    return { table: { table, ...counts, differing: all, sampled: 1, unmatched: [] }, rows: [] };
  }
  const columns = mine.filter((one) => theirs.some((other) => isSame(one, other)));
  const unmatched = [...mine, ...theirs].filter(({ name }) => !columns.some((each) => each.name === name));
  const most = Math.max(counts.from ?? 0, counts.to ?? 0);
  const sampled = request.whole ? 1 : Math.max(1, Math.ceil(most / sampleRows));
  const { count, rows } = await tableDifference(client, {
    table,
    columns,
    from: from.schema,
    to: to.schema,
    where: sampled === 1 ? "true" : `${hashOf(columns)} % ${sampled} = 0`,
    values: [],
    limit: request.limit,
  });
  const names = [...new Set(unmatched.map(({ name }) => name))];
  return { table: { table, ...counts, differing: count, sampled, unmatched: names }, rows };
}

const isSame = (one: Column, other: Column): boolean =>
  one.name === other.name && one.type === other.type && one.isKey === other.isKey;

/** Of what rows are matched by, so that both builds' samples are of the same rows. */
function hashOf(columns: readonly Column[]): string {
  const keys = columns.filter(({ isKey }) => isKey);
  const names = (keys.length > 0 ? keys : columns).map(({ name }) => quoted(name));
  return `abs(hashtextextended(row(${names.join(", ")})::text, 0) / 2)`;
}

async function countOf(client: PoolClient, schema: string, table: string): Promise<number> {
  const { rows } = await client.query<{ count: string }>(`select count(*) from ${quoted(schema)}.${quoted(table)}`);
  return Number(rows[0]?.count ?? 0);
}
