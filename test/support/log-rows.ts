import { query } from "./database.ts";
import type { Acknowledged } from "./writer-process.ts";

export interface LogRow {
  readonly position: string;
  readonly stream: string;
  readonly revision: number;
  readonly id: string;
  /** Of events of the writer process: the append that it came with and that append's count of events. */
  readonly append: string | null;
  readonly of: number | null;
}

/** The whole log as the table has it. */
export async function logRows(url: string): Promise<LogRow[]> {
  return query<LogRow & Record<string, unknown>>(
    url,
    `select position, stream, revision, event_id as id,
       data::json ->> 'append' as append, (data::json ->> 'of')::int as of
     from log.events order by position`,
  );
}

/** What is wrong with a log, a sentence each: gaps and doubles in positions or revisions, halves and doubles of appends. */
export function faultsOf(rows: readonly LogRow[]): string[] {
  const faults: string[] = [];
  const revisions = new Map<string, number>();
  const appends = new Map<string, { count: number; of: number | null }>();
  for (const [index, row] of rows.entries()) {
    if (row.position !== String(index + 1)) faults.push(`position ${row.position} stands at place ${index + 1}`);
    const next = revisions.get(row.stream) ?? 0;
    if (row.revision !== next) faults.push(`${row.stream} has revision ${row.revision} where ${next} belongs`);
    revisions.set(row.stream, row.revision + 1);
    if (row.append === null) continue;
    appends.set(row.append, { count: (appends.get(row.append)?.count ?? 0) + 1, of: row.of });
  }
  for (const [append, { count, of }] of appends) {
    if (count !== of) faults.push(`append ${append} of ${of} events has ${count} in the log`);
  }
  return faults;
}

/** The acknowledged appends that are not in the log just as they were acknowledged. */
export function lost(acknowledged: readonly Acknowledged[], rows: readonly LogRow[]): Acknowledged[] {
  const byId = new Map(rows.map((row) => [row.id, row]));
  return acknowledged.filter(({ stream, ids, revision, position }) => {
    const found = ids.map((id) => byId.get(id));
    return !found.every((row, index) => {
      const fromEnd = ids.length - 1 - index;
      return (
        row?.stream === stream &&
        row.revision === revision - fromEnd &&
        BigInt(row.position) === BigInt(position) - BigInt(fromEnd)
      );
    });
  });
}
