import { sql } from "slonik";
import { z } from "zod";
import { refusalCodes } from "../../domain/decision.ts";
import type { ConversationId, LineId, UserId } from "../../domain/ids.ts";
import type { ScheduledMessage } from "../../domain/scheduled/scheduled.ts";
import type { ScheduledId } from "../../domain/scheduled/scheduled-id.ts";
import type { QueryPool } from "../../platform/postgres/query-pool.ts";
import type { Paged } from "../reads/paged.ts";
import type { ScheduledCursor, ScheduledReads, ScheduledRow } from "../reads/scheduled.ts";
import * as fields from "./fields.ts";
import { pageOf } from "./page-of.ts";
import { scheduled } from "./tables.ts";

export function scheduledReads(pool: QueryPool): ScheduledReads {
  return {
    list: (viewer, id, page) => list(pool, { viewer, id, ...page }),
    waitingOf: (userId) => waitingOf(pool, userId),
  };
}

const scheduledId = z.custom<ScheduledId>((value) => typeof value === "string");

const row = z.object({
  id: scheduledId,
  status: z.enum(["waiting", "taken", "sent", "refused"]),
  sendAt: fields.time,
  createdAt: fields.time,
  message: z.custom<ScheduledMessage>((value) => typeof value === "object").nullable(),
  messageId: z.custom<LineId>((value) => typeof value === "string").nullable(),
  code: z.enum(refusalCodes).nullable(),
});

interface List {
  readonly viewer: UserId;
  readonly id: ConversationId;
  readonly limit: number;
  readonly after: ScheduledCursor | null;
}

async function list(
  pool: QueryPool,
  { viewer, id, limit, after }: List,
): Promise<Paged<ScheduledRow, ScheduledCursor>> {
  const rows = await pool.any(sql.prepared("scheduled listed", row)`
    select id, status, send_at as "sendAt", created_at as "createdAt", message, message_id as "messageId", code
    from ${scheduled}
    where user_id = ${viewer} and conversation_id = ${id}
      and (send_at, id) < (${after?.sendAt ?? "infinity"}::timestamptz, ${after?.id ?? ""})
    order by send_at desc, id desc limit ${limit + 1}
  `);
  return pageOf(rows, limit, ({ sendAt, id: last }): ScheduledCursor => ({ sendAt, id: last }));
}

async function waitingOf(pool: QueryPool, userId: UserId): Promise<number> {
  const found = await pool.first(sql.prepared("scheduled waiting", z.object({ count: fields.count }))`
    select count(*)::int as count from ${scheduled} where user_id = ${userId} and status = 'waiting'
  `);
  return found?.count ?? 0;
}
