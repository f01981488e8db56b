import type { Auth } from "./auth.ts";
import type { PasswordChanged } from "./change-password.ts";
import { hashPassword } from "./password-hash.ts";
import { forgetResets } from "./forget-resets.ts";
import { passwordFrom } from "./password.ts";
import { isRefused, type Refused } from "./refused.ts";
import { endSessions } from "./sessions.ts";
import { tokenHash } from "./token.ts";
import { transaction } from "../platform/postgres/transaction.ts";

/** Minutes in which the link in a mail works, once. */
export const resetMinutes = 30;

/** An account that may set its password anew by mail. */
export interface Resettable {
  readonly username: string;
  readonly email: string;
}

/** From now on the token works, for half an hour. @returns whose it is; null where nobody is let in by it. */
export async function openReset(
  { pool, now }: Pick<Auth, "pool" | "now">,
  { userId, hash }: { readonly userId: string; readonly hash: Buffer },
): Promise<Resettable | null> {
  const { rows } = await pool.query<Resettable>(
    `with account as (
       select user_id, username, email from accounts.accounts
       where user_id = $1 and not is_disabled and email is not null
     ), opened as (
       insert into accounts.password_resets (token_hash, user_id, expires_at) select $2, user_id, $3 from account
       on conflict (token_hash) do update set expires_at = excluded.expires_at
     ), tidied as (
       delete from accounts.password_resets where expires_at < $4
     )
     select username, email from account`,
    [userId, hash, new Date(now().getTime() + resetMinutes * 60_000), now()],
  );
  return rows[0] ?? null;
}

/**
 * Sets the password of whoever was mailed this token, which works once. All their sessions end: whoever knew the old
 * password is out.
 */
export async function resetPassword(
  auth: Auth,
  reset: { readonly token: string; readonly new: string },
): Promise<PasswordChanged | Refused> {
  const password = passwordFrom(reset.new, "new");
  if (isRefused(password)) return password;
  const hash = tokenHash("reset", reset.token);
  const { rowCount } = await auth.pool.query(
    "select from accounts.password_resets where token_hash = $1 and expires_at > $2",
    [hash, auth.now()],
  );
  if (rowCount === 0) return unusable; // before the password costs anything
  const passwordHash = await hashPassword(password);
  return transaction(auth.pool, async (client) => {
    const used = await client.query<{ userId: string }>(
      `delete from accounts.password_resets where token_hash = $1 and expires_at > $2 returning user_id as "userId"`,
      [hash, auth.now()],
    );
    const [found] = used.rows;
    if (!found) return unusable;
    const { userId } = found;
    const changed = await client.query(
      `update accounts.accounts set password_hash = $2, password_version = password_version + 1
       where user_id = $1 and not is_disabled`,
      [userId, passwordHash],
    );
    if (changed.rowCount === 0) return unusable;
    await forgetResets(client, userId);
    return { kind: "changed", endedSessions: await endSessions(client, { userId }) };
  });
}

const unusable: Refused = {
  kind: "refused",
  code: "forbidden",
  path: "token",
  detail: "This link was used already, or is too old.",
};
