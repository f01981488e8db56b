import type { Pool } from "pg";
import { emptyAccount } from "../auth/erase-account.ts";
import type { UserId } from "../domain/ids.ts";
import { forgetKept } from "../kept/forget-person.ts";
import { transaction } from "../platform/postgres/transaction.ts";
import { forgetLastSeen } from "../presence/forget-person.ts";
import { forgetMailsOf } from "../workers/email/forget-person.ts";
import { forgetPages } from "../workers/link-preview/cache.ts";

/** What is kept of a person beside the log, all of it or nothing: the account gives the address that others keep. */
export async function forgetPrimary(pool: Pool, userId: UserId): Promise<void> {
  await transaction(pool, async (client) => {
    const email = await emptyAccount(client, userId);
    await forgetKept(client, userId);
    await forgetLastSeen(client, userId);
    await forgetMailsOf(client, { userId, email });
    await forgetPages(client);
  });
}
