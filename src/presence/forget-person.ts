import type { Pool, PoolClient } from "pg";

/** When somebody was seen last. */
export async function forgetLastSeen(db: Pool | PoolClient, userId: string): Promise<void> {
  await db.query("delete from presence.last_seen where user_id = $1", [userId]);
}
