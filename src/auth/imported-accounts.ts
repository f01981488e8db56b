import type { Auth } from "./auth.ts";

/** Somebody known from elsewhere. Nobody can come in until they are given a way by an administrator. */
export interface ImportedAccount {
  readonly userId: string;
  /** Folded. */
  readonly username: string;
  readonly displayName: string;
}

export interface ImportedStanding extends ImportedAccount {
  /** Whether UserRegistered is in the log; then that event has the display name, and `displayName` is empty. */
  readonly isRegistered: boolean;
}

/** Those of these ids that have an account. */
export async function importedAccounts({ pool }: Auth, userIds: readonly string[]): Promise<ImportedStanding[]> {
  const { rows } = await pool.query<ImportedStanding>(
    `select user_id as "userId", username, coalesce(pending_display_name, '') as "displayName",
       registered_in_log as "isRegistered"
     from accounts.accounts where user_id = any ($1)`,
    [userIds],
  );
  return rows;
}

/** Makes accounts without password and e-mail. One whose id or username is there already is left out. */
export async function insertImportedAccounts({ pool, now }: Auth, accounts: readonly ImportedAccount[]): Promise<void> {
  await pool.query(
    `insert into accounts.accounts (user_id, username, username_folded, is_first_administrator, created_at,
       pending_display_name)
     select user_id, username, username, false, $4, display_name
     from unnest ($1::text[], $2::text[], $3::text[]) as imported (user_id, username, display_name)
     on conflict do nothing`,
    [
      accounts.map(({ userId }) => userId),
      accounts.map(({ username }) => username),
      accounts.map(({ displayName }) => displayName),
      now(),
    ],
  );
}

/** UserRegistered is in the log, of all of these. */
export async function markAllRegistered({ pool }: Auth, userIds: readonly string[]): Promise<void> {
  await pool.query(
    "update accounts.accounts set registered_in_log = true, pending_display_name = null where user_id = any ($1)",
    [userIds],
  );
}
