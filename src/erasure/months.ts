import type { Pool } from "pg";
import type { KeyName } from "../event-store/codec/event-type.ts";
import type { Position } from "../event-store/port.ts";

/** What of a conversation is kept no longer. */
export interface Months {
  readonly conversationId: string;
  /** The beginning of the first month that is kept: ISO 8601, UTC, milliseconds. */
  readonly before: string;
}

const pageSize = 1_000;

/** Those with keys of months before a time, each once: all of a conversation's names follow each other. */
export async function* conversationsWithMonthsBefore(pool: Pool, time: string): AsyncGenerator<string, void> {
  for (let last = { name: "month:", id: "" }; ;) {
    const { rows } = await pool.query<typeof last>(
      `select name, split_part(name, ':', 2) as id from keys.keys
       where name > $2 and name < 'month;' and right(name, 7) < $1 and wrapped is not null
       order by name limit ${pageSize}`,
      [time.slice(0, 7), last.name],
    );
    for (const row of rows) {
      if (row.id !== last.id) yield row.id;
      last = row;
    }
    if (rows.length < pageSize) return;
  }
}

/** The names of its keys of months before, those that are there or those that were destroyed. */
export async function monthKeysBefore(
  pool: Pool,
  { conversationId, before }: Months,
  which: "there" | "destroyed",
): Promise<readonly KeyName[]> {
  const months = `month:${conversationId}:`;
  const { rows } = await pool.query<{ name: KeyName }>(
    `select name from keys.keys where name >= $1 and name < $2 and (wrapped is null) = $3 order by name`,
    [months, `${months}${before.slice(0, 7)}`, which === "destroyed"],
  );
  return rows.map(({ name }) => name);
}

/** Nothing where nothing of it is left from before that time. */
export async function toForget(pool: Pool, months: Months): Promise<void> {
  if ((await monthKeysBefore(pool, months, "there")).length === 0) return;
  await pool.query(
    `insert into erasure.months as there (conversation_id, before) values ($1, $2)
     on conflict (conversation_id) do update set before = excluded.before, position = null, is_swept = false
     where there.before < excluded.before`,
    [months.conversationId, months.before],
  );
}

/** Of which the log is to be told. */
export async function notForgotten(pool: Pool): Promise<readonly Months[]> {
  const { rows } = await pool.query<{ id: string; before: Date }>(
    "select conversation_id as id, before from erasure.months where position is null and not is_swept order by 1",
  );
  return rows.map(({ id, before }) => ({ conversationId: id, before: before.toISOString() }));
}

export async function markForgotten(pool: Pool, conversationId: string, position: Position): Promise<void> {
  await pool.query("update erasure.months set position = $2 where conversation_id = $1", [conversationId, position]);
}

/** What may still be in free pages and files, in the order of the log. */
export async function notSwept(pool: Pool): Promise<readonly (Months & { readonly position: Position })[]> {
  const { rows } = await pool.query<{ id: string; before: Date; position: string }>(
    `select conversation_id as id, before, position from erasure.months
     where position is not null and not is_swept order by position`,
  );
  return rows.map(({ id, before, position }) => ({
    conversationId: id,
    before: before.toISOString(),
    position: BigInt(position),
  }));
}

export async function markSwept(pool: Pool, conversationId: string): Promise<void> {
  await pool.query("update erasure.months set is_swept = true where conversation_id = $1 and position is not null", [
    conversationId,
  ]);
}
