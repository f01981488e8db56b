import type { Pool } from "pg";
import { locate, type LineId, type UserId } from "../domain/ids.ts";

interface Saving {
  readonly userId: UserId;
  readonly messageId: LineId;
}

/** Saying so twice does no harm, and does not make it the newest again. */
export async function saveMessage(pool: Pool, { userId, messageId }: Saving): Promise<void> {
  const place = locate(messageId);
  await pool.query(
    `insert into kept.saved (user_id, message_id, conversation_id, revision) values ($1, $2, $3, $4)
     on conflict do nothing`,
    [userId, messageId, place?.conversationId, place?.revision],
  );
}

export async function unsaveMessage(pool: Pool, { userId, messageId }: Saving): Promise<void> {
  await pool.query("delete from kept.saved where user_id = $1 and message_id = $2", [userId, messageId]);
}
