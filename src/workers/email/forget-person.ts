import { readdir, rm } from "node:fs/promises";
import { join } from "node:path";
import type { Pool, PoolClient } from "pg";
import { outboxFolder } from "./outbox.ts";

interface Mailed {
  readonly userId: string;
  /** Folded; null where there is none. */
  readonly email: string | null;
}

/** Who was erased is mailed about nothing, and nothing of what was done for them keeps their address. */
export async function forgetMailsOf(db: Pool | PoolClient, { userId, email }: Mailed): Promise<void> {
  await db.query("delete from mail.notices where user_id = $1", [userId]);
  await db.query("delete from mail.mails where user_id = $1", [userId]);
  await db.query("delete from mail.refused_addresses where email_folded = $1", [email]);
  await db.query("delete from jobs.intents where subject = $1", [userId]);
  await db.query("update jobs.intents set error = null where position($1 in lower(error)) > 0", [email]);
}

/** Which of the mails say something of a person cannot be told, so all of the files go. */
export async function emptyOutbox(dataDir: string): Promise<void> {
  const folder = outboxFolder(dataDir);
  const names = await readdir(folder).catch((error: unknown) => {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return [];
    throw error;
  });
  for (const name of names) await rm(join(folder, name), { recursive: true, force: true });
}
