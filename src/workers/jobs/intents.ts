import type { ClientBase, Pool } from "pg";
import type { NewIntent, QueuedIntent, TakenIntent } from "./intent.ts";

/** A pool, or the one connection of a transaction. */
export type Queryable = Pool | ClientBase;

/** Those that are called for already are passed over, whatever became of them. */
export async function addIntents(db: Queryable, intents: readonly NewIntent[]): Promise<void> {
  if (intents.length === 0) return;
  await db.query({
    name: "add intents",
    text: `insert into jobs.intents (kind, subject, time_window, due_at, details, correlation_id)
      select kind, subject, time_window, due_at, details, correlation_id
      from unnest($1::text[], $2::text[], $3::text[], $4::timestamptz[], $5::jsonb[], $6::text[])
        as called (kind, subject, time_window, due_at, details, correlation_id)
      on conflict on constraint one_in_a_window do nothing`,
    values: [
      intents.map(({ kind }) => kind),
      intents.map(({ subject }) => subject),
      intents.map(({ window }) => window),
      intents.map(({ dueAt }) => dueAt),
      intents.map(({ details }) => (details ? JSON.stringify(details) : null)),
      intents.map(({ correlationId }) => correlationId ?? null),
    ],
  });
}

export interface QueueingOptions {
  readonly limit: number;
  /** Milliseconds: what is overdue for so long, and was given to the queue so long ago, was lost there; so was what its worker let go of. */
  readonly lostAfter: number;
}

/** Those that the queue has to be given, for the first time or again. From now on it has been. */
export async function takeUnqueued(
  pool: Pool,
  { limit, lostAfter }: QueueingOptions,
): Promise<readonly QueuedIntent[]> {
  const { rows } = await pool.query<QueuedIntent>({
    name: "take unqueued intents",
    text: `with unqueued as (
        select id from jobs.intents where state = 'waiting' and queued_at is null
        order by due_at, id limit $1 for update skip locked
      ), lost as (
        select id from jobs.intents
        where state = 'waiting' and due_at < now() and queued_at is not null and case when taken_until is null
          then due_at < now() - $2 * interval '1 ms' and queued_at < now() - $2 * interval '1 ms'
          else taken_until < now() end
        order by due_at, id limit $1 for update skip locked
      )
      update jobs.intents set queued_at = now(), taken_until = null
      where id in (select id from unqueued union all select id from lost)
      returning id, kind, due_at as "dueAt", attempts`,
    values: [limit, lostAfter],
  });
  return rows;
}

/** The queue could not be given them after all. */
export async function unqueue(pool: Pool, ids: readonly string[]): Promise<void> {
  await pool.query("update jobs.intents set queued_at = null where id = any ($1::uuid[]) and state = 'waiting'", [ids]);
}

/**
 * Begins an attempt, which nobody else begins until the time has run out; it may be renewed. Null where there is nothing to do: it is done
 * or dropped, somebody is at it, or it is not due.
 * @param lease milliseconds
 */
export async function takeIntent(
  pool: Pool,
  { id, lease }: { readonly id: string; readonly lease: number },
): Promise<TakenIntent | null> {
  const { rows } = await pool.query<TakenIntent>({
    name: "take intent",
    text: `update jobs.intents set attempts = attempts + 1, taken_until = now() + $2 * interval '1 ms'
      where id = $1 and state = 'waiting' and due_at <= now() + interval '1 s'
        and (taken_until is null or taken_until < now())
      returning id, kind, subject, time_window as "window", coalesce(details, '{}') as details,
        correlation_id as "correlationId", attempts as attempt`,
    values: [id, lease],
  });
  return rows[0] ?? null;
}

/** Attempts under way stay with those who are at them. @param lease milliseconds */
export async function renewIntents(pool: Pool, attempts: readonly Attempt[], lease: number): Promise<void> {
  await pool.query(
    `update jobs.intents i set taken_until = now() + $3 * interval '1 ms'
     from unnest($1::uuid[], $2::int[]) as held (id, attempt)
     where i.id = held.id and i.attempts = held.attempt and i.state = 'waiting' and i.taken_until is not null`,
    [attempts.map(({ id }) => id), attempts.map(({ attempt }) => attempt), lease],
  );
}

/** By which an attempt is known: one that was taken over changes nothing any more. */
export type Attempt = Pick<TakenIntent, "id" | "attempt">;

export async function finishIntent(pool: Pool, { id, attempt }: Attempt): Promise<void> {
  await pool.query({
    name: "finish intent",
    text: `update jobs.intents set state = 'done', ended_at = now(), taken_until = null, error = null
      where id = $1 and attempts = $2 and state = 'waiting'`,
    values: [id, attempt],
  });
}

/** The next attempt is due so many milliseconds from now. @param error null: it did not fail, but is not done either */
export async function postponeIntent(
  pool: Pool,
  { id, attempt, error, inMs }: Attempt & { readonly error: string | null; readonly inMs: number },
): Promise<void> {
  await pool.query(
    `update jobs.intents set due_at = now() + $3 * interval '1 ms', queued_at = null, taken_until = null, error = $4
     where id = $1 and attempts = $2 and state = 'waiting'`,
    [id, attempt, inMs, error],
  );
}

/** It failed for good: an operator looks at it. */
export async function buryIntent(
  pool: Pool,
  { id, attempt, error }: Attempt & { readonly error: string },
): Promise<void> {
  await pool.query(
    `update jobs.intents set state = 'dead', ended_at = now(), taken_until = null, error = $3
     where id = $1 and attempts = $2 and state = 'waiting'`,
    [id, attempt, error],
  );
}

/**
 * What ended long ago is forgotten, so that nothing tells its window any more: by then no event calls for it again. All of
 * it goes, however fast more of it comes; so many at a time, that no statement takes long.
 */
export async function forgetEnded(
  pool: Pool,
  { days, atOnce, signal }: { readonly days: number; readonly atOnce: number; readonly signal: AbortSignal },
): Promise<void> {
  for (let gone = atOnce; gone === atOnce && !signal.aborted;) {
    const { rowCount } = await pool.query(
      `delete from jobs.intents where id in (
         select id from jobs.intents where state in ('done', 'dropped') and ended_at < now() - $1 * interval '1 day'
         limit $2)`,
      [days, atOnce],
    );
    gone = rowCount ?? 0;
  }
}
