import type { Auth } from "./auth.ts";

/** An account whose UserRegistered may not be in the log yet, with what that event says. */
export interface Unregistered {
  readonly userId: string;
  readonly username: string;
  readonly displayName: string;
  readonly createdAt: Date;
}

/** Younger ones are probably being registered at this moment. */
const grace = 10_000;

/** Where a crash came between the account and its event: at most 100, the oldest first, but for some. */
export async function listUnregistered({ pool, now }: Auth, except: readonly string[] = []): Promise<Unregistered[]> {
  const { rows } = await pool.query<Unregistered>(
    `select user_id as "userId", username, pending_display_name as "displayName", created_at as "createdAt"
     from accounts.accounts where not registered_in_log and created_at <= $1 and user_id <> all ($2::text[])
     order by created_at, user_id limit 100`,
    [new Date(now().getTime() - grace), except],
  );
  return rows;
}

/** UserRegistered is in the log. Saying so twice does no harm. */
export async function markRegistered({ pool }: Auth, userId: string): Promise<void> {
  await pool.query(
    "update accounts.accounts set registered_in_log = true, pending_display_name = null where user_id = $1",
    [userId],
  );
}

/** The same of one account, however young; null where the log knows it. */
export async function unregistered({ pool }: Auth, userId: string): Promise<Unregistered | null> {
  const { rows } = await pool.query<Unregistered>(
    `select user_id as "userId", username, pending_display_name as "displayName", created_at as "createdAt"
     from accounts.accounts where user_id = $1 and not registered_in_log`,
    [userId],
  );
  return rows[0] ?? null;
}
