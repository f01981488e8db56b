import { sql } from "slonik";
import type { ConversationId, UserId } from "../../domain/ids.ts";
import type { QueryPool } from "../../platform/postgres/query-pool.ts";
import type { ConversationReads, HeadForMe } from "../reads/conversations.ts";
import { mayRead, unplanned } from "./access.ts";
import { listConversations } from "./conversation-list.ts";
import { headColumns, headForMe, headRow, headTable, myMembership } from "./head-for-me.ts";
import { pinsOf } from "./pins.ts";

export function conversationReads(pool: QueryPool): ConversationReads {
  return {
    one: (viewer, id) => one(pool, viewer, id),
    list: (viewer, list) => listConversations(pool, viewer, list),
    pins: (id) => pinsOf(pool, id),
  };
}

async function one(pool: QueryPool, viewer: UserId, id: ConversationId): Promise<HeadForMe | null> {
  const me = unplanned(viewer);
  const row = await pool.first(sql.prepared("conversation", headRow)`
    select ${headColumns(me)} from ${headTable} ${myMembership(me)}
    where c.id = ${unplanned(id)} and ${mayRead(me)}
  `);
  return row && headForMe(row, viewer);
}
