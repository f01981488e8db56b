import type { Queryable } from "./auth.ts";

/** Links that were mailed to somebody work no more. */
export async function forgetResets(db: Queryable, userId: string): Promise<void> {
  await db.query("delete from accounts.password_resets where user_id = $1", [userId]);
}
