import type { Auth } from "./auth.ts";

/** Those of these people whose accounts are disabled. */
export async function disabledAmong({ pool }: Auth, userIds: readonly string[]): Promise<ReadonlySet<string>> {
  const { rows } = await pool.query<{ userId: string }>(
    `select user_id as "userId" from accounts.accounts where user_id = any ($1) and is_disabled`,
    [userIds],
  );
  return new Set(rows.map(({ userId }) => userId));
}
