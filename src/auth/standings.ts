import type { Auth } from "./auth.ts";

/** Whether an account may come in, and how often that was changed so far. */
export interface Standing {
  readonly userId: string;
  readonly by: string;
  readonly isDisabled: boolean;
  readonly change: number;
}

const columns = `user_id as "userId", standing_by as by, is_disabled as "isDisabled", standing_change as change`;

/** What the log may not know yet of an account; null where it knows, or does not know the account itself. */
export async function untoldStanding({ pool }: Auth, userId: string): Promise<Standing | null> {
  const { rows } = await pool.query<Standing>(
    `select ${columns} from accounts.accounts
     where user_id = $1 and standing_told < standing_change and registered_in_log`,
    [userId],
  );
  return rows[0] ?? null;
}

/** The same of all accounts but for some, 100 at most. */
export async function listUntoldStandings({ pool }: Auth, except: readonly string[] = []): Promise<Standing[]> {
  const { rows } = await pool.query<Standing>(
    `select ${columns} from accounts.accounts
     where standing_told < standing_change and registered_in_log and user_id <> all ($1::text[])
     order by user_id limit 100`,
    [except],
  );
  return rows;
}

/** The log knows this change. Saying so twice, or late, does no harm. */
export async function markStandingTold(
  { pool }: Auth,
  { userId, change }: Pick<Standing, "userId" | "change">,
): Promise<void> {
  await pool.query("update accounts.accounts set standing_told = $2 where user_id = $1 and standing_told < $2", [
    userId,
    change,
  ]);
}
