import { sql } from "slonik";
import { z } from "zod";
import type { LineId, UserId } from "../../domain/ids.ts";
import type { QueryPool } from "../../platform/postgres/query-pool.ts";
import type { KeptReads, SavedCursor } from "../reads/kept.ts";
import type { Paged } from "../reads/paged.ts";
import { mayRead, readableAfter } from "./access.ts";
import { lastPosition, pageOf } from "./page-of.ts";
import { conversations, lines, members, saved } from "./tables.ts";

export function keptReads(pool: QueryPool): KeptReads {
  return {
    savedAmong: (viewer, ids) => savedAmong(pool, viewer, ids),
    saved: (viewer, page) => savedPage(pool, viewer, page),
  };
}

const savedRow = z.object({ id: z.custom<LineId>((value) => typeof value === "string") });

async function savedAmong(pool: QueryPool, viewer: UserId, ids: readonly LineId[]): Promise<ReadonlySet<LineId>> {
  if (ids.length === 0) return new Set();
  const rows = await pool.any(sql.prepared("saved among", savedRow)`
    select s.message_id as id from ${saved} s
    where s.user_id = ${viewer} and s.message_id = any (${sql.array(ids, "text")})
  `);
  return new Set(rows.map(({ id }) => id));
}

const listed = savedRow.extend({ ordinal: z.string() });

/** Those of them that this person may read now. */
async function savedPage(
  pool: QueryPool,
  viewer: UserId,
  { limit, after, shownUpTo }: Parameters<KeptReads["saved"]>[1],
): Promise<Paged<LineId, SavedCursor>> {
  const rows = await pool.any(sql.prepared("saved", listed)`
    select s.message_id as id, s.ordinal from ${saved} s
    join ${lines} l on l.conversation_id = s.conversation_id and l.revision = s.revision
    join ${conversations} c on c.id = s.conversation_id
    left join ${members} m on m.conversation_id = c.id and m.user_id = s.user_id and m.role is not null
    where s.user_id = ${viewer} and s.ordinal < ${after?.ordinal ?? lastPosition}::bigint
      and ${mayRead(viewer)} and l.sequence > ${readableAfter}
      and l.position <= ${String(shownUpTo ?? lastPosition)}::bigint
    order by s.ordinal desc limit ${limit + 1}
  `);
  const page = pageOf(rows, limit, ({ ordinal }): SavedCursor => ({ ordinal }));
  return { ...page, items: page.items.map(({ id }) => id) };
}
