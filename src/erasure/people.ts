import type { Pool } from "pg";
import type { UserId } from "../domain/ids.ts";
import type { Position } from "../event-store/port.ts";

/** A person who is being erased, or was. */
export interface Erasure {
  readonly userId: UserId;
  /** They are called "Erased person <number>". */
  readonly number: number;
  /** Null: it was asked for on the command line. */
  readonly askedBy: UserId | null;
  /** Of PersonErased; null before it is in the log. */
  readonly position: Position | null;
  /** Whether no table and no file of ours holds their words. */
  readonly isCleaned: boolean;
  /** Whether no free page and no file of PostgreSQL does either, but for what `remains` says. */
  readonly isDone: boolean;
  /** What could not be done here: sentences for the operator. */
  readonly remains: readonly string[];
}

interface Row extends Omit<Erasure, "position"> {
  readonly position: string | null;
}

const columns = `user_id as "userId", number, asked_by as "askedBy", position, cleaned_at is not null as "isCleaned",
  done_at is not null as "isDone", coalesce(remains, '{}') as remains`;

/** Null where nobody asked for it. */
export async function erasureOf(pool: Pool, userId: UserId): Promise<Erasure | null> {
  const { rows } = await pool.query<Row>(`select ${columns} from erasure.people where user_id = $1`, [userId]);
  return rows[0] ? erasureIn(rows[0]) : null;
}

const pageSize = 100;

/** Those that were begun and are not done, in their order: however many of the first ones wait, all are there. */
export async function* openErasures(pool: Pool): AsyncGenerator<Erasure, void> {
  for (let after = 0; ;) {
    const { rows } = await pool.query<Row>(
      `select ${columns} from erasure.people where done_at is null and number > $1 order by number limit ${pageSize}`,
      [after],
    );
    yield* rows.map(erasureIn);
    const last = rows.at(-1);
    if (!last || rows.length < pageSize) return;
    after = last.number;
  }
}

export async function isAnyErasureOpen(pool: Pool): Promise<boolean> {
  const { rowCount } = await pool.query("select from erasure.people where done_at is null limit 1");
  return rowCount === 1;
}

const erasureIn = (row: Row): Erasure => ({ ...row, position: row.position === null ? null : BigInt(row.position) });

export async function markErased(pool: Pool, userId: UserId, position: Position): Promise<void> {
  await pool.query("update erasure.people set position = $2 where user_id = $1 and position is null", [
    userId,
    position,
  ]);
}

export async function markCleaned(pool: Pool, userId: UserId): Promise<void> {
  await pool.query("update erasure.people set cleaned_at = now() where user_id = $1 and cleaned_at is null", [userId]);
}

export async function markDone(pool: Pool, userId: UserId, remains: readonly string[]): Promise<void> {
  await pool.query("update erasure.people set done_at = now(), remains = $2 where user_id = $1 and done_at is null", [
    userId,
    remains,
  ]);
}
