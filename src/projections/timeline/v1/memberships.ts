import type { Pool } from "pg";
import type { ConversationId, UserId } from "../../../domain/ids.ts";
import type { Position } from "../../../event-store/port.ts";

export interface Memberships {
  /** The timeline's checkpoint: what happened after it is not considered. */
  readonly position: Position;
  readonly stays: readonly { readonly conversationId: ConversationId; readonly from: Position }[];
}

type Row = [position: string, userId: UserId, conversationId: ConversationId | null, from: string | null];

/** What each of these people is a member of, and since when, at one moment of the timeline. */
export async function memberships(pool: Pool, userIds: readonly UserId[]): Promise<ReadonlyMap<UserId, Memberships>> {
  const { rows } = await pool.query<Row>({
    name: "timeline memberships",
    text: `
      select v.position, u.user_id, s.conversation_id, s.from_position
      from projections.builds v cross join unnest($1::text[]) as u (user_id)
      left join timeline_v1.stays s on s.user_id = u.user_id and s.until_position is null
      where v.schema_name = 'timeline_v1'`,
    values: [userIds],
    rowMode: "array",
  });
  const stays = Map.groupBy(rows, ([, userId]) => userId);
  const position = BigInt(rows[0]?.[0] ?? 0);
  return new Map(userIds.map((id) => [id, { position, stays: (stays.get(id) ?? []).flatMap(stayOf) }]));
}

function stayOf([, , conversationId, from]: Row): Memberships["stays"] {
  return conversationId === null || from === null ? [] : [{ conversationId, from: BigInt(from) }];
}
