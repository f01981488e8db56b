import type { Pool } from "pg";

/** A server said for good that it takes no mail for this address: nothing is sent there any more. */
export async function refuseAddress(
  pool: Pool,
  { folded, code }: { readonly folded: string; readonly code: number },
): Promise<void> {
  await pool.query(
    `insert into mail.refused_addresses (email_folded, code, refused_at) values ($1, $2, now())
     on conflict (email_folded) do update set code = excluded.code, refused_at = excluded.refused_at`,
    [folded, code],
  );
}

/** Whether the address of somebody's account takes no mail. */
export async function isAddressRefused(pool: Pool, userId: string): Promise<boolean> {
  const { rowCount } = await pool.query(
    `select from accounts.accounts a join mail.refused_addresses r on r.email_folded = a.email_folded
     where a.user_id = $1`,
    [userId],
  );
  return rowCount === 1;
}
