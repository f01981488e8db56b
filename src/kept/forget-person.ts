import type { Pool, PoolClient } from "pg";

/** All that somebody kept for themselves. */
export async function forgetKept(db: Pool | PoolClient, userId: string): Promise<void> {
  await db.query("delete from kept.drafts where user_id = $1", [userId]);
  await db.query("delete from kept.saved where user_id = $1", [userId]);
}
