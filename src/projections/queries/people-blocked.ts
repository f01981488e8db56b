import { sql } from "slonik";
import { z } from "zod";
import type { UserId } from "../../domain/ids.ts";
import type { QueryPool } from "../../platform/postgres/query-pool.ts";
import type { Paged, PositionCursor } from "../reads/paged.ts";
import type { PeopleReads } from "../reads/people.ts";
import * as fields from "./fields.ts";
import { lastPosition, pageOf } from "./page-of.ts";
import { blocks } from "./tables.ts";

const blockedRow = z.object({ blockedId: fields.userId, position: z.string() });

/** There are at most a thousand, which are found by their primary key. */
export async function blockedBy(
  pool: QueryPool,
  id: UserId,
  { limit, after }: Parameters<PeopleReads["blockedBy"]>[1],
): Promise<Paged<UserId, PositionCursor>> {
  const rows = await pool.any(sql.prepared("people blocked", blockedRow)`
    select blocked_id as "blockedId", position from ${blocks}
    where user_id = ${id} and position < ${after?.position ?? lastPosition}::bigint
    order by position desc limit ${limit + 1}
  `);
  const page = pageOf(rows, limit, ({ position }): PositionCursor => ({ position }));
  return { ...page, items: page.items.map(({ blockedId }) => blockedId) };
}
