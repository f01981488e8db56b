import type { Pool } from "pg";
import { addIntents } from "../jobs/intents.ts";

export const testMailKind = "mail.test";

/** Milliseconds: whoever asks again within them gets no other mail. */
const once = 60_000;

/** Calls for a mail to somebody's own address, by which they see that mails come. */
export async function requestTestMail(pool: Pool, userId: string): Promise<void> {
  const window = String(Math.floor(Date.now() / once));
  await addIntents(pool, [{ kind: testMailKind, subject: userId, window, dueAt: new Date() }]);
}
