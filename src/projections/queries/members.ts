import { sql } from "slonik";
import { z } from "zod";
import type { ConversationId, UserId } from "../../domain/ids.ts";
import type { QueryPool } from "../../platform/postgres/query-pool.ts";
import type { MemberCursor, MemberReads, MemberRow, Standing } from "../reads/members.ts";
import type { Paged } from "../reads/paged.ts";
import { mayRead, readableAfter, unplanned } from "./access.ts";
import { bansOf } from "./bans.ts";
import * as fields from "./fields.ts";
import { pageOf } from "./page-of.ts";
import { conversations, members } from "./tables.ts";

export function memberReads(pool: QueryPool): MemberReads {
  return {
    standing: (viewer, id) => standing(pool, viewer, id),
    shownAfter: (viewer, ids) => shownAfter(pool, viewer, ids),
    bans: (id, page) => bansOf(pool, id, page),
    list: (id, page) => list(pool, id, page),
    some: (id, userIds) => some(pool, id, userIds),
    sharing: (viewer, userIds) => sharing(pool, viewer, userIds),
  };
}

const standingRow = z.object({
  kind: fields.kind,
  visibility: fields.visibility,
  role: fields.role.nullable(),
  after: fields.count,
});

export async function standing(pool: QueryPool, viewer: UserId, id: ConversationId): Promise<Standing | null> {
  const me = unplanned(viewer);
  return pool.first(sql.prepared("standing", standingRow)`
    select c.kind, c.visibility, m.role, ${readableAfter} as after from ${conversations} c
    left join ${members} m on m.conversation_id = c.id and m.user_id = ${me} and m.role is not null
    where c.id = ${unplanned(id)} and ${mayRead(me)}
  `);
}

const shown = z.object({ id: fields.conversationId, after: fields.count });

async function shownAfter(
  pool: QueryPool,
  viewer: UserId,
  ids: readonly ConversationId[],
): Promise<ReadonlyMap<ConversationId, number>> {
  if (ids.length === 0) return new Map();
  const rows = await pool.any(sql.prepared("shown after", shown)`
    select c.id, ${readableAfter} as after from ${conversations} c
    left join ${members} m on m.conversation_id = c.id and m.user_id = ${viewer} and m.role is not null
    where c.id = any (${sql.array(ids, "text")}) and c.history_visibility = 'joined'
  `);
  return new Map(rows.map(({ id, after }) => [id, after]));
}

const columns = sql.fragment`
  user_id as "userId", role, joined_at as "joinedAt", added_by as "addedBy", read_to as "readTo", read_at as "readAt",
  delivered_to as "deliveredTo", delivered_at as "deliveredAt",
  case when muted_until > now() then muted_until end as "mutedUntil"`;

const memberRow = z.object({
  userId: fields.userId,
  role: fields.role,
  joinedAt: fields.time,
  addedBy: fields.userId.nullable(),
  readTo: fields.count,
  readAt: fields.time.nullable(),
  deliveredTo: fields.count,
  deliveredAt: fields.time.nullable(),
  mutedUntil: fields.time.nullable(),
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

const sharer = z.object({ userId: fields.userId });

async function sharing(pool: QueryPool, viewer: UserId, userIds: readonly UserId[]): Promise<ReadonlySet<UserId>> {
  if (userIds.length === 0) return new Set();
  const rows = await pool.any(sql.prepared("sharing", sharer)`
    select distinct theirs.user_id as "userId" from ${members} theirs
    join ${members} mine on mine.conversation_id = theirs.conversation_id
    where theirs.user_id = any (${sql.array(userIds, "text")}) and theirs.role is not null
      and mine.user_id = ${viewer} and mine.role is not null
  `);
  return new Set(rows.map(({ userId }) => userId));
}
