import type { Pool } from "pg";
import { foldEmail } from "../../auth/email.ts";

export const resetKind = "mail.reset";

/** Milliseconds: whoever asks again within them gets no other mail. */
const once = 60_000;

/**
 * Calls for a mail to whoever has this address, if anybody has. Whether somebody does makes no difference to the caller:
 * one statement, and no answer.
 */
export async function requestReset(pool: Pool, email: string, correlationId: string): Promise<void> {
  await pool.query(
    `insert into jobs.intents (kind, subject, time_window, due_at, correlation_id)
     select $1, user_id, $2, now(), $4 from accounts.accounts where email_folded = $3 and not is_disabled
     on conflict on constraint one_in_a_window do nothing`,
    [resetKind, String(Math.floor(Date.now() / once)), foldEmail(email), correlationId],
  );
}
