import { sql, type FragmentSqlToken } from "slonik";
import { z } from "zod";
import type { ConversationId } from "../../domain/ids.ts";
import type { QueryPool } from "../../platform/postgres/query-pool.ts";
import type { LinePage, LinePoint } from "../reads/lines.ts";
import { lines } from "./tables.ts";

/** A page lies around a boundary: so many lines below the sequence, and so many from it on. */
export interface Stretch {
  readonly boundary: number;
  readonly below: number;
  readonly from: number;
}

const beyondAll = 2 ** 31 - 1;

export async function stretchOf(pool: QueryPool, id: ConversationId, { limit, from }: LinePage): Promise<Stretch> {
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
