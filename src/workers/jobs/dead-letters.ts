import type { Pool } from "pg";

export const jobStates = ["waiting", "dead", "done", "dropped"] as const;
export type JobState = (typeof jobStates)[number];

/** A job as an operator sees it. */
export interface JobRow {
  readonly id: string;
  readonly kind: string;
  readonly subject: string;
  readonly state: JobState;
  readonly attempts: number;
  /** Why the last attempt failed. */
  readonly error: string | null;
  readonly dueAt: Date;
  readonly madeAt: Date;
  readonly endedAt: Date | null;
}

/** What one comes after: when it was made, as precise as it is stored. */
export interface JobCursor {
  readonly madeAt: string;
  readonly id: string;
}

const columns = `id, kind, subject, state, attempts, error, due_at as "dueAt", made_at as "madeAt",
  ended_at as "endedAt"`;

/** Those in a state, the newest first. */
export async function listJobs(
  pool: Pool,
  { state, limit, after }: { readonly state: JobState; readonly limit: number; readonly after: JobCursor | null },
): Promise<readonly (JobRow & { readonly exactly: string })[]> {
  const { rows } = await pool.query<JobRow & { readonly exactly: string }>(
    `select ${columns}, made_at::text as exactly from jobs.intents
     where state = $1 and ($2::timestamptz is null or (made_at, id) < ($2::timestamptz, $3::uuid))
     order by made_at desc, id desc limit $4`,
    [state, after?.madeAt ?? null, after?.id ?? null, limit],
  );
  return rows;
}

/** How many there are of each kind that wait or are dead. */
export async function countJobs(
  pool: Pool,
): Promise<readonly { readonly kind: string; readonly state: JobState; readonly count: number }[]> {
  const { rows } = await pool.query<{ kind: string; state: JobState; count: number }>(
    `select kind, state, count(*)::int as count from jobs.intents where state in ('waiting', 'dead')
     group by kind, state order by kind, state`,
  );
  return rows;
}

/** From its first attempt on, at once. @returns the job; null where no dead one has this id. */
export async function retryDead(pool: Pool, id: string): Promise<JobRow | null> {
  return change(pool, id, "state = 'waiting', attempts = 0, due_at = now(), queued_at = null, ended_at = null");
}

/** It is never done. @returns the job; null where no dead one has this id. */
export async function dropDead(pool: Pool, id: string): Promise<JobRow | null> {
  return change(pool, id, "state = 'dropped', ended_at = now()");
}

async function change(pool: Pool, id: string, changes: string): Promise<JobRow | null> {
  const { rows } = await pool.query<JobRow>(
    `update jobs.intents set ${changes} where id::text = $1 and state = 'dead' returning ${columns}`,
    [id],
  );
  return rows[0] ?? null;
}
