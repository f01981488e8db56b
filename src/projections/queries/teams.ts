import { sql } from "slonik";
import { z } from "zod";
import type { TeamId } from "../../domain/team/team-id.ts";
import type { QueryPool } from "../../platform/postgres/query-pool.ts";
import type { Paged } from "../reads/paged.ts";
import type { TeamCursor, TeamReads, TeamRow } from "../reads/teams.ts";
import * as fields from "./fields.ts";
import { pageOf } from "./page-of.ts";
import { teams } from "./tables.ts";

export function teamReads(pool: QueryPool): TeamReads {
  return { list: (page) => list(pool, page), one: (id) => one(pool, id) };
}

const teamRow = z.object({
  id: z.custom<TeamId>((value) => typeof value === "string"),
  name: z.string(),
  userIds: z.array(fields.userId),
});

const listed = teamRow.extend({ folded: z.string() }).transform(({ folded, ...team }) => ({ team, folded }));

async function list(
  pool: QueryPool,
  { limit, after }: Parameters<TeamReads["list"]>[0],
): Promise<Paged<TeamRow, TeamCursor>> {
  const rows = await pool.any(sql.prepared("teams listed", listed)`
    select id, name, user_ids as "userIds", name_folded as folded from ${teams}
    where (name_folded, id) > (${after?.name ?? ""}, ${after?.id ?? ""})
    order by name_folded, id limit ${limit + 1}
  `);
  const page = pageOf(rows, limit, ({ team, folded }): TeamCursor => ({ name: folded, id: team.id }));
  return { ...page, items: page.items.map(({ team }) => team) };
}

async function one(pool: QueryPool, id: TeamId): Promise<TeamRow | null> {
  return pool.first(sql.prepared("team", teamRow)`
    select id, name, user_ids as "userIds" from ${teams} where id = ${id}
  `);
}
