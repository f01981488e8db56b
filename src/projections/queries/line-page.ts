import { sql, type FragmentSqlToken } from "slonik";
import { z } from "zod";
import type { ConversationId } from "../../domain/ids.ts";
import type { QueryPool } from "../../platform/postgres/query-pool.ts";
import type { LinePage, LinePoint, Lines } from "../reads.ts";
import type { DataCondition } from "../search/message-search.ts";
import { compares } from "./data-compared.ts";
import { lineColumns, lineRow } from "./line-row.ts";
import { lastPosition } from "./page-of.ts";
import { saidUpTo, withQuotes } from "./quotes.ts";
import { lines } from "./tables.ts";

/** A page lies around a boundary: so many lines below the sequence, and so many from it on. */
interface Stretch {
  readonly boundary: number;
  readonly below: number;
  readonly from: number;
}

const beyondAll = 2 ** 31 - 1;

/**
 * The planner is shown none of the figures: by them it would make the plan anew each time, which costs more than the page
 * does.
 */
export async function linePage(pool: QueryPool, id: ConversationId, page: LinePage): Promise<Lines> {
  const { boundary, below, from } = await stretchOf(pool, id, page);
  const { type, viewer = null, data = [], shownAfter = 0, shownUpTo } = page;
  const meant = sql.fragment`
    l.conversation_id = (select ${id}) and l.sequence > (select ${shownAfter}::int)
    and l.position <= (select ${String(shownUpTo ?? lastPosition)}::bigint) ${ofType(type)} ${ofData(data)}`;
  const name = data.length === 0 ? `lines of ${type ?? "any"} type` : null;
  const query = name === null ? sql.type(lineRow) : sql.prepared(name, lineRow);
  const rows = await pool.any(query`
    (select ${lineColumns(viewer)} from ${lines} l
     where ${meant} and l.sequence < (select ${boundary}::int) order by l.sequence desc limit (select ${below + 1}::int))
    union all
    (select ${lineColumns(viewer)} from ${lines} l
     where ${meant} and l.sequence >= (select ${boundary}::int) order by l.sequence limit (select ${from + 1}::int))
  `);
  const before = rows.filter(({ sequence }) => sequence < boundary);
  const after = rows.filter(({ sequence }) => sequence >= boundary);
  const shown = [...before.slice(0, below).toReversed(), ...after.slice(0, from)];
  if (shownUpTo !== undefined) saidUpTo(shown, shownUpTo);
  return {
    lines: await withQuotes(pool, shown, shownUpTo),
    hasMoreBefore: before.length > below,
    hasMoreAfter: after.length > from,
  };
}

function ofType(type: LinePage["type"]): FragmentSqlToken {
  switch (type) {
    case undefined:
      return sql.fragment``;
    case "text":
      return sql.fragment`and l.type = 'MessageSent' and l.message_type is null`;
    case "system":
      return sql.fragment`and l.type <> 'MessageSent'`;
    case "incident_data":
      return sql.fragment`and l.message_type = 'incident_data'`;
  }
}

function ofData(conditions: readonly DataCondition[]): FragmentSqlToken {
  if (conditions.length === 0) return sql.fragment``;
  const all = conditions.map((condition) => compares(sql.fragment`l.data`, condition));
  return sql.fragment`and l.type = 'MessageSent' and l.data is not null and ${sql.and(all)}`;
}

async function stretchOf(pool: QueryPool, id: ConversationId, { limit, from }: LinePage): Promise<Stretch> {
  switch (from.side) {
    case "newest":
      return { boundary: beyondAll, below: limit, from: 0 };
    case "before":
      return { boundary: await firstFrom(pool, id, from.point), below: limit, from: 0 };
    case "after":
      return { boundary: await firstAfter(pool, id, from.point), below: 0, from: limit };
    case "around": {
      const below = Math.floor(limit / 2);
      return { boundary: await firstFrom(pool, id, from.point), below, from: limit - below };
    }
  }
}

/** The sequence that is the point, or the first line's that was said then or later. */
async function firstFrom(pool: QueryPool, id: ConversationId, point: LinePoint): Promise<number> {
  return "sequence" in point ? point.sequence : firstSaid(pool, id, sql.fragment`latest_at >= ${point.time}`);
}

async function firstAfter(pool: QueryPool, id: ConversationId, point: LinePoint): Promise<number> {
  return "sequence" in point ? point.sequence + 1 : firstSaid(pool, id, sql.fragment`latest_at > ${point.time}`);
}

const found = z.object({ sequence: z.int() });

/** The first line said at such a time is the first up to which the latest is such a time. */
async function firstSaid(pool: QueryPool, id: ConversationId, isThen: FragmentSqlToken): Promise<number> {
  const first = await pool.first(sql.type(found)`
    select sequence from ${lines} where conversation_id = ${id} and ${isThen} order by latest_at, sequence limit 1
  `);
  return first?.sequence ?? beyondAll;
}
