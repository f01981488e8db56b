import { sql } from "slonik";
import { z } from "zod";
import { lineId, type ConversationId, type LineId, type UserId } from "../../domain/ids.ts";
import type { Position } from "../../event-store/port.ts";
import type { QueryPool } from "../../platform/postgres/query-pool.ts";
import type { MessageReads, Reader, ReaderCursor } from "../reads/messages.ts";
import type { Paged, PositionCursor } from "../reads/paged.ts";
import { mayRead, readableAfter } from "./access.ts";
import * as fields from "./fields.ts";
import { lastPosition, pageOf } from "./page-of.ts";
import { conversations, lines, members, mentions } from "./tables.ts";

export function messageReads(pool: QueryPool): MessageReads {
  return {
    readers: (id, asked) => readers(pool, id, asked),
    mentioning: (viewer, page) => mentioning(pool, viewer, page),
  };
}

const readerRow = z.object({
  userId: fields.userId,
  readAt: fields.time.nullable(),
  deliveredAt: fields.time.nullable(),
});

/** Those who were there when it was said, by id: their order stays while they read. */
async function readers(
  pool: QueryPool,
  id: ConversationId,
  { sequence, actor, limit, after }: Parameters<MessageReads["readers"]>[1],
): Promise<Paged<Reader, ReaderCursor>> {
  const rows = await pool.any(sql.prepared("readers", readerRow)`
    select user_id as "userId", case when read_to >= ${sequence} then read_at end as "readAt",
      case when greatest(delivered_to, read_to) >= ${sequence} then coalesce(delivered_at, read_at) end as "deliveredAt"
    from ${members}
    where conversation_id = ${id} and user_id > ${after?.userId ?? ""} and role is not null and user_id <> ${actor}
      and joined_sequence < ${sequence} and greatest(delivered_to, read_to) >= ${sequence}
    order by user_id limit ${limit + 1}
  `);
  return pageOf(rows, limit, ({ userId }): ReaderCursor => ({ userId }));
}

/** The first position that is not shown. */
const beyond = (upTo: Position | undefined): string => (upTo === undefined ? lastPosition : String(upTo + 1n));

const mentionRow = z.object({
  conversationId: fields.conversationId,
  revision: fields.count,
  position: z.string(),
});

/**
 * Of those that name the viewer the newest are looked at, and of those that mention everybody the newest of each of
 * their conversations.
 */
async function mentioning(
  pool: QueryPool,
  viewer: UserId,
  { limit, after, shownUpTo }: Parameters<MessageReads["mentioning"]>[1],
): Promise<Paged<LineId, PositionCursor>> {
  const before = sql.fragment`least(${after?.position ?? lastPosition}::bigint, ${beyond(shownUpTo)}::bigint)`;
  const rows = await pool.any(sql.prepared("mentioning", mentionRow)`
    with named as (
      select n.conversation_id, n.sequence, n.position from ${mentions} n
      join ${conversations} c on c.id = n.conversation_id
      left join ${members} m on m.conversation_id = c.id and m.user_id = ${viewer} and m.role is not null
      where n.user_id = ${viewer} and n.position < ${before} and ${mayRead(viewer)} and n.sequence > ${readableAfter}
      order by n.position desc limit ${limit + 1}
    ), everybody as (
      select n.conversation_id, n.sequence, n.position from ${members} m
      cross join lateral (
        select a.conversation_id, a.sequence, a.position from ${mentions} a
        where a.user_id = '' and a.conversation_id = m.conversation_id and a.position < ${before}
          and a.sequence > m.joined_sequence and a.actor_id <> ${viewer}
        order by a.sequence desc limit ${limit + 1}
      ) as n
      where m.user_id = ${viewer} and m.role is not null
      order by n.position desc limit ${limit + 1}
    )
    select l.conversation_id as "conversationId", l.revision, found.position
    from (select * from named union select * from everybody order by position desc limit ${limit + 1}) as found
    join ${lines} l on l.conversation_id = found.conversation_id and l.sequence = found.sequence
    order by found.position desc
  `);
  const page = pageOf(rows, limit, ({ position }): PositionCursor => ({ position }));
  return { ...page, items: page.items.map((row) => lineId(row)) };
}
