import { sql, type FragmentSqlToken } from "slonik";
import { z } from "zod";
import type { ConversationId } from "../../domain/ids.ts";
import type { Position } from "../../event-store/port.ts";
import type { QueryPool } from "../../platform/postgres/query-pool.ts";
import type { AuditReads, AuditScope, Stretch } from "../reads/audit.ts";
import * as fields from "./fields.ts";
import { audited } from "./tables.ts";

const { events } = audited;
const place = z.object({ position: fields.position });

export function auditPositions(
  pool: QueryPool,
): Pick<AuditReads, "positionAt" | "positions" | "count" | "changes" | "lines" | "ofLines"> {
  const found = async (where: FragmentSqlToken, limit: number): Promise<readonly Position[]> => {
    const rows = await pool.any(sql.type(place)`
      select position from ${events} where ${where} order by position limit ${limit}
    `);
    return rows.map(({ position }) => position);
  };
  return {
    positionAt: (time) => positionAt(pool, time),
    positions: (scope, limit) => found(sql.fragment`${within(scope)} ${scoped(scope)}`, limit),
    count: (scope) => count(pool, scope),
    changes: (id, stretch, limit) =>
      found(sql.fragment`${within(stretch)} and conversation_id = ${id} and part = 'change'`, limit),
    lines: (id, page) => lines(pool, id, page),
    ofLines: (id, ofThese, stretch, limit) =>
      found(
        sql.fragment`${within(stretch)} and conversation_id = ${id} and line = any (${sql.array([...ofThese], "int4")})`,
        limit,
      ),
  };
}

const within = ({ after, upTo }: Stretch): FragmentSqlToken =>
  sql.fragment`position > ${String(after)}::bigint and position <= ${String(upTo)}::bigint`;

function scoped({ conversationId, userId }: AuditScope): FragmentSqlToken {
  const ofConversation =
    conversationId === undefined ? sql.fragment`` : sql.fragment`and conversation_id = ${conversationId}`;
  return userId === undefined ? ofConversation : sql.fragment`${ofConversation} and actor_id = ${userId}`;
}

/** Where nothing happened later, the last of all. */
async function positionAt(pool: QueryPool, time: string): Promise<Position> {
  const row = await pool.first(sql.type(z.object({ position: fields.position.nullable() }))`
    select coalesce(
      (select position - 1 from ${events} where latest_at > ${time} order by latest_at, position limit 1),
      (select position from ${events} order by latest_at desc, position desc limit 1),
      0
    ) as position
  `);
  return row?.position ?? 0n;
}

async function count(pool: QueryPool, scope: AuditScope): Promise<number> {
  const row = await pool.first(sql.type(z.object({ count: z.string() }))`
    select count(*) as count from ${events} where ${within(scope)} ${scoped(scope)}
  `);
  return Number(row?.count ?? 0);
}

/** A line stands at its own revision; what became of it, at its later positions. */
async function lines(
  pool: QueryPool,
  id: ConversationId,
  { upTo, below, limit }: Parameters<AuditReads["lines"]>[1],
): Promise<readonly number[]> {
  const rows = await pool.any(sql.type(z.object({ line: z.int() }))`
    select line from ${events}
    where conversation_id = ${id} and line < ${below} and part in ('message', 'change')
      and position <= ${String(upTo)}::bigint
    order by line desc limit ${limit}
  `);
  return rows.map(({ line }) => line);
}
