import { sql, type FragmentSqlToken } from "slonik";
import { z } from "zod";
import type { ConversationId } from "../../domain/ids.ts";
import type { QueryPool } from "../../platform/postgres/query-pool.ts";
import type { AuditedConversation, AuditReads, ConversationSearch } from "../reads/audit.ts";
import type { Paged, PositionCursor } from "../reads/paged.ts";
import { folded } from "../folded.ts";
import { auditPositions } from "./audit-positions.ts";
import * as fields from "./fields.ts";
import { lastPosition, pageOf } from "./page-of.ts";
import { audited } from "./tables.ts";

export function auditReads(pool: QueryPool): AuditReads {
  return {
    ...auditPositions(pool),
    conversations: (search) => conversations(pool, search),
    conversationsOf: (ids) => conversationsOf(pool, ids),
    looks: (page) => looks(pool, page),
    holds: (page) => holds(pool, page),
  };
}

/** So many people are named with a conversation. */
const namedPeople = 5;

const conversationRow = z
  .object({
    id: fields.conversationId,
    kind: fields.kind,
    visibility: fields.visibility,
    name: z.string().nullable(),
    createdBy: fields.userId,
    createdAt: fields.time,
    deletedAt: fields.time.nullable(),
    userIds: z.array(fields.userId),
    position: z.string(),
  })
  .transform(({ position, ...conversation }) => ({ conversation, position }));

const columns = sql.fragment`
  c.id, c.kind, c.visibility, c.name, c.created_by as "createdBy", c.created_at as "createdAt",
  c.deleted_at as "deletedAt", c.position,
  array(
    select p.user_id from ${audited.people} p where p.conversation_id = c.id
    order by p.position, p.user_id limit ${namedPeople}
  ) as "userIds"`;

async function conversations(
  pool: QueryPool,
  { text, userIds, limit, after }: ConversationSearch,
): Promise<Paged<AuditedConversation, PositionCursor>> {
  const rows = await pool.any(sql.type(conversationRow)`
    select ${columns} from ${audited.conversations} c
    where c.position < ${after?.position ?? lastPosition}::bigint ${isFound(text.trim(), userIds)}
    order by c.position desc limit ${limit + 1}
  `);
  const page = pageOf(rows, limit, ({ position }): PositionCursor => ({ position }));
  return { ...page, items: page.items.map(({ conversation }) => conversation) };
}

async function conversationsOf(
  pool: QueryPool,
  ids: readonly ConversationId[],
): Promise<readonly AuditedConversation[]> {
  if (ids.length === 0) return [];
  const rows = await pool.any(sql.type(conversationRow)`
    select ${columns} from ${audited.conversations} c where c.id = any (${sql.array([...ids], "text")})
  `);
  return rows.map(({ conversation }) => conversation);
}

function isFound(text: string, userIds: ConversationSearch["userIds"]): FragmentSqlToken {
  if (text === "") return sql.fragment``;
  return sql.fragment`and (
    c.id = ${text} or strpos(c.name_folded, ${folded(text)}) > 0
    or c.id in (select conversation_id from ${audited.people} where user_id = any (${sql.array([text, ...userIds], "text")}))
  )`;
}

async function looks(
  pool: QueryPool,
  { conversationId, limit, after }: Parameters<AuditReads["looks"]>[0],
): ReturnType<AuditReads["looks"]> {
  const ofOne = conversationId === undefined ? sql.fragment`` : sql.fragment`and conversation_id = ${conversationId}`;
  const rows = await pool.any(sql.type(z.object({ position: z.string() }))`
    select position from ${audited.looks}
    where position < ${after?.position ?? lastPosition}::bigint ${ofOne} order by position desc limit ${limit + 1}
  `);
  const page = pageOf(rows, limit, ({ position }): PositionCursor => ({ position }));
  return { ...page, items: page.items.map(({ position }) => BigInt(position)) };
}

const holdRow = z.object({ position: z.string(), lifted: fields.position.nullable() });

async function holds(
  pool: QueryPool,
  { limit, after }: Parameters<AuditReads["holds"]>[0],
): ReturnType<AuditReads["holds"]> {
  const rows = await pool.any(sql.prepared("audit holds", holdRow)`
    select position, lifted_position as lifted from ${audited.holds}
    where position < ${after?.position ?? lastPosition}::bigint order by position desc limit ${limit + 1}
  `);
  const page = pageOf(rows, limit, ({ position }): PositionCursor => ({ position }));
  return { ...page, items: page.items.map(({ position, lifted }) => ({ placed: BigInt(position), lifted })) };
}
