import { sql } from "slonik";
import { z } from "zod";
import type { ConversationId } from "../../domain/ids.ts";
import type { QueryPool } from "../../platform/postgres/query-pool.ts";
import type { BanCursor, BanRow, MemberReads } from "../reads/members.ts";
import type { Paged } from "../reads/paged.ts";
import * as fields from "./fields.ts";
import { pageOf } from "./page-of.ts";
import { bans } from "./tables.ts";

const row = z
  .object({
    userId: fields.userId,
    bannedBy: fields.userId,
    bannedAt: fields.time,
    reason: z.string().nullable(),
    revision: fields.count,
  })
  .transform(({ revision, ...ban }) => ({ ban, revision }));

const afterAll = 2 ** 31 - 1;

/** The latest first: each was an event of its own. */
export async function bansOf(
  pool: QueryPool,
  id: ConversationId,
  { limit, after }: Parameters<MemberReads["bans"]>[1],
): Promise<Paged<BanRow, BanCursor>> {
  const rows = await pool.any(sql.prepared("bans", row)`
    select user_id as "userId", banned_by as "bannedBy", banned_at as "bannedAt", reason, revision from ${bans}
    where conversation_id = ${id} and revision < ${after?.revision ?? afterAll}
    order by revision desc limit ${limit + 1}
  `);
  const page = pageOf(rows, limit, ({ revision }): BanCursor => ({ revision }));
  return { ...page, items: page.items.map(({ ban }) => ban) };
}
