import { sql } from "slonik";
import { z } from "zod";
import type { UserId } from "../../domain/ids.ts";
import type { QueryPool } from "../../platform/postgres/query-pool.ts";
import type { AnnouncementReads, AnnouncementRow } from "../reads/announcements.ts";
import type { Paged, PositionCursor } from "../reads/paged.ts";
import * as fields from "./fields.ts";
import { lastPosition, pageOf } from "./page-of.ts";
import { announcements, dismissals } from "./tables.ts";

export function announcementReads(pool: QueryPool): AnnouncementReads {
  return {
    undismissed: (viewer, page) => undismissed(pool, viewer, page),
    isThere: (id) => isThere(pool, id),
  };
}

const announcementRow = z
  .object({ id: z.string(), by: fields.userId, text: z.string(), madeAt: fields.time, position: z.string() })
  .transform(({ position, ...announcement }) => ({ announcement, position }));

/** One whose author was erased says nothing any more. */
async function undismissed(
  pool: QueryPool,
  viewer: UserId,
  { limit, after }: Parameters<AnnouncementReads["undismissed"]>[1],
): Promise<Paged<AnnouncementRow, PositionCursor>> {
  const rows = await pool.any(sql.prepared("announcements undismissed", announcementRow)`
    select id, made_by as by, text, made_at as "madeAt", position from ${announcements} a
    where text is not null and position < ${after?.position ?? lastPosition}::bigint
      and not exists (select from ${dismissals} d where d.user_id = ${viewer} and d.announcement_id = a.id)
    order by position desc limit ${limit + 1}
  `);
  const page = pageOf(rows, limit, ({ position }): PositionCursor => ({ position }));
  return { ...page, items: page.items.map(({ announcement }) => announcement) };
}

async function isThere(pool: QueryPool, id: string): Promise<boolean> {
  const found = await pool.first(sql.prepared("announcement is there", z.object({ id: z.string() }))`
    select id from ${announcements} where id = ${id}
  `);
  return found !== null;
}
