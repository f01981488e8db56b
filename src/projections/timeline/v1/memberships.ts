import type { Pool } from "pg";
import type { ConversationId, UserId } from "../../../domain/ids.ts";
import type { Position } from "../../../event-store/port.ts";

export interface Memberships {
  /** The timeline's checkpoint: what happened after it is not considered. */
  readonly position: Position;
  readonly stays: readonly { readonly conversationId: ConversationId; readonly from: Position }[];
}

type Row = [position: string, conversationId: ConversationId | null, from: string | null];

/** What a person is a member of, and since when, at one moment of the timeline. */
export async function memberships(pool: Pool, userId: UserId): Promise<Memberships> {
  const { rows } = await pool.query<Row>({
    name: "timeline memberships",
    text: `
      select v.position, s.conversation_id, s.from_position
      from projections.builds v
      left join timeline_v1.stays s on s.user_id = $1 and s.until_position is null
      where v.schema_name = 'timeline_v1'`,
    values: [userId],
    rowMode: "array",
  });
  const stays = rows.flatMap(([, conversationId, from]) =>
    conversationId === null || from === null ? [] : [{ conversationId, from: BigInt(from) }],
  );
  return { position: BigInt(rows[0]?.[0] ?? 0), stays };
}
