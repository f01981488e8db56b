import { foldUsername } from "../domain/user/names.ts";
import type { Account } from "./accounts.ts";
import type { Auth } from "./auth.ts";
import { findable } from "./text.ts";

/** An account as administrators look at it. */
export interface ListedAccount extends Account {
  /** To the minute; null where no session of theirs is left. */
  readonly lastSeenAt: Date | null;
}

export interface AccountList {
  /** Part of a username or of an e-mail address. */
  readonly text?: string;
  /** Who is found by something else, too. */
  readonly alsoIds?: readonly string[];
  /** A folded username. */
  readonly after?: string;
  readonly limit?: number;
}

const columns = `user_id as "userId", username, email, roles, is_disabled as "isDisabled", created_at as "createdAt",
  (select max(last_seen_at) from accounts.sessions where sessions.user_id = accounts.user_id) as "lastSeenAt"`;

/** By username, at most 101. */
export async function listAccounts(
  { pool }: Auth,
  { text = "", alsoIds = [], after = "", limit = 50 }: AccountList = {},
): Promise<ListedAccount[]> {
  const { rows } = await pool.query<ListedAccount>(
    `select ${columns} from accounts.accounts
     where username_folded > $1 and (position($2 in username_folded) > 0 or position($2 in coalesce(email_folded, '')) > 0
       or user_id = any ($3))
     order by username_folded limit $4`,
    [findable(after), findable(foldUsername(text)), alsoIds, Math.min(limit, 101)],
  );
  return rows;
}

/** Null where there is none. */
export async function listedAccount({ pool }: Auth, userId: string): Promise<ListedAccount | null> {
  const { rows } = await pool.query<ListedAccount>(`select ${columns} from accounts.accounts where user_id = $1`, [
    findable(userId),
  ]);
  return rows[0] ?? null;
}
