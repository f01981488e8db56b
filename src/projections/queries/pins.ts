import { sql } from "slonik";
import { z } from "zod";
import { maxPins } from "../../domain/conversation/pin.ts";
import { lineId, type ConversationId } from "../../domain/ids.ts";
import type { QueryPool } from "../../platform/postgres/query-pool.ts";
import type { PinRow } from "../reads/conversations.ts";
import * as fields from "./fields.ts";
import { pinnings } from "./tables.ts";

const row = z.object({ revision: fields.count, pinnedBy: fields.userId, pinnedAt: fields.time });

export async function pinsOf(pool: QueryPool, id: ConversationId): Promise<readonly PinRow[]> {
  const rows = await pool.any(sql.prepared("pins", row)`
    select revision, pinned_by as "pinnedBy", pinned_at as "pinnedAt" from ${pinnings}
    where conversation_id = ${id} order by pinned_revision desc limit ${maxPins}
  `);
  return rows.map(({ revision, ...pin }) => ({ messageId: lineId({ conversationId: id, revision }), ...pin }));
}
