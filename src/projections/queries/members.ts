import { sql } from "slonik";
import { z } from "zod";
import type { ConversationId, UserId } from "../../domain/ids.ts";
import type { QueryPool } from "../../platform/postgres/query-pool.ts";
import type { MemberCursor, MemberReads, MemberRow, Paged, Standing } from "../reads.ts";
import * as fields from "./fields.ts";
import { pageOf } from "./page-of.ts";
import { conversations, members } from "./tables.ts";

export function memberReads(pool: QueryPool): MemberReads {
  return {
    standing: (viewer, id) => standing(pool, viewer, id),
    list: (id, page) => list(pool, id, page),
    some: (id, userIds) => some(pool, id, userIds),
  };
}

const standingRow = z.object({ kind: fields.kind, visibility: fields.visibility, role: fields.role.nullable() });

async function standing(pool: QueryPool, viewer: UserId, id: ConversationId): Promise<Standing | null> {
  return pool.first(sql.prepared("standing", standingRow)`
    select c.kind, c.visibility, m.role from ${conversations} c
    left join ${members} m on m.conversation_id = c.id and m.user_id = ${viewer} and m.role is not null
    where c.id = ${id} and (c.visibility = 'public' or m.role is not null)
  `);
}

const columns = sql.fragment`
  user_id as "userId", role, joined_at as "joinedAt", added_by as "addedBy", read_to as "readTo", read_at as "readAt",
  delivered_to as "deliveredTo", delivered_at as "deliveredAt"`;

const memberRow = z.object({
  userId: fields.userId,
  role: fields.role,
  joinedAt: fields.time,
  addedBy: fields.userId.nullable(),
  readTo: fields.count,
  readAt: fields.time.nullable(),
  deliveredTo: fields.count,
  deliveredAt: fields.time.nullable(),
});

type Page = Parameters<MemberReads["list"]>[1];

const listed = memberRow
  .extend({ revision: fields.count })
  .transform(({ revision, ...member }) => ({ member, revision }));

/**
 * Those who joined by one event stand as it named them. Whoever the cursor names keeps their place when they leave; if
 * they joined again meanwhile, the others of their event come again.
 */
async function list(
  pool: QueryPool,
  id: ConversationId,
  { limit, after }: Page,
): Promise<Paged<MemberRow, MemberCursor>> {
  const rows = await pool.any(sql.prepared("members listed", listed)`
    select ${columns}, joined_revision as revision from ${members}
    where conversation_id = ${id} and role is not null
      and (joined_revision, joined_ordinal) > (${after?.revision ?? -1}, coalesce((
        select joined_ordinal from ${members}
        where conversation_id = ${id} and user_id = ${after?.userId ?? ""} and joined_revision = ${after?.revision ?? -1}
      ), -1))
    order by joined_revision, joined_ordinal limit ${limit + 1}
  `);
  const page = pageOf(rows, limit, ({ member, revision }): MemberCursor => ({ revision, userId: member.userId }));
  return { ...page, items: page.items.map(({ member }) => member) };
}

async function some(pool: QueryPool, id: ConversationId, userIds: readonly UserId[]): Promise<readonly MemberRow[]> {
  if (userIds.length === 0) return [];
  return pool.any(sql.prepared("members named", memberRow)`
    select ${columns} from ${members}
    where conversation_id = ${id} and user_id = any (${sql.array(userIds, "text")}) and role is not null
  `);
}
