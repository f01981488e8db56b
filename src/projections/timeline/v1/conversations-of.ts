import type { Pool } from "pg";
import type { ConversationId, UserId } from "../../../domain/ids.ts";

/** What each of these people is a member of, at one moment of the timeline; whoever is in none is missing. */
export async function conversationsOf(
  pool: Pool,
  userIds: readonly UserId[],
): Promise<ReadonlyMap<UserId, readonly ConversationId[]>> {
  const { rows } = await pool.query<[UserId, ConversationId[]]>({
    name: "timeline conversations of",
    text: `
      select user_id, array_agg(conversation_id) from timeline_v1.stays
      where user_id = any ($1::text[]) and until_position is null
      group by user_id`,
    values: [userIds],
    rowMode: "array",
  });
  return new Map(rows);
}
