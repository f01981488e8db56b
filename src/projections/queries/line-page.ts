import { sql, type FragmentSqlToken } from "slonik";
import type { ConversationId, UserId } from "../../domain/ids.ts";
import type { QueryPool } from "../../platform/postgres/query-pool.ts";
import type { LinePage, Lines, ReadableLinePage, ReadableLines } from "../reads/lines.ts";
import type { DataCondition } from "../search/message-search.ts";
import { mayRead, readableAfter, unplanned } from "./access.ts";
import { compares } from "./data-compared.ts";
import * as fields from "./fields.ts";
import { lineColumns, lineRow, type LineRow } from "./line-row.ts";
import { stretchOf, type Stretch } from "./line-stretch.ts";
import { standing } from "./members.ts";
import { lastPosition } from "./page-of.ts";
import { saidUpTo, withQuotes } from "./quotes.ts";
import { conversations, lines, members, pins } from "./tables.ts";

/** A page that begins after a sequence. */
export async function linePage(pool: QueryPool, id: ConversationId, page: LinePage): Promise<Lines> {
  const stretch = await stretchOf(pool, id, page);
  const after = sql.fragment`(select ${page.shownAfter ?? 0}::int)`;
  const columns = pageColumns(id, page.viewer ?? null);
  const name = nameOf("lines", page);
  const query = name === null ? sql.type(lineRow) : sql.prepared(name, lineRow);
  const rows = await pool.any(query`${linesAround(stretch, { id, page, after, columns })}`);
  return linesIn(pool, rows, { stretch, page });
}

const readableRow = lineRow.extend({ readableAfter: fields.count });

/** A page as somebody may read it, which is judged in the same look. */
export async function readableLinePage(
  pool: QueryPool,
  { viewer, id }: { readonly viewer: UserId; readonly id: ConversationId },
  page: ReadableLinePage,
): Promise<ReadableLines | null> {
  const stretch = await stretchOf(pool, id, page);
  const me = unplanned(viewer);
  const after = sql.fragment`(select after from reader)`;
  const columns = sql.fragment`${pageColumns(id, viewer)}, ${after} as "readableAfter"`;
  const name = nameOf("readable lines", page);
  const query = name === null ? sql.type(readableRow) : sql.prepared(name, readableRow);
  const rows = await pool.any(query`
    with reader as materialized (
      select ${readableAfter} as after from ${conversations} c
      left join ${members} m on m.conversation_id = c.id and m.user_id = ${me} and m.role is not null
      where c.id = ${unplanned(id)} and ${mayRead(me)}
    )
    ${linesAround(stretch, { id, page, after, columns })}
  `);
  const shownAfter = rows[0]?.readableAfter ?? (await standing(pool, viewer, id))?.after;
  return shownAfter === undefined ? null : { ...(await linesIn(pool, rows, { stretch, page })), shownAfter };
}

/** Null for what is looked for, which has hundreds of shapes. */
function nameOf(what: string, { type, data = [] }: LinePage): string | null {
  return data.length === 0 ? `${what} of ${type ?? "any"} type` : null;
}

interface Around {
  readonly id: ConversationId;
  readonly page: LinePage;
  /** The sequence after which they begin. */
  readonly after: FragmentSqlToken;
  readonly columns: FragmentSqlToken;
}

/**
 * The planner is shown none of the figures: by them it would make the plan anew each time, which costs more than the page
 * does.
 */
function linesAround({ boundary, below, from }: Stretch, { id, page, after, columns }: Around): FragmentSqlToken {
  const { type, data = [], shownUpTo } = page;
  const meant = sql.fragment`
    l.conversation_id = ${unplanned(id)} and l.sequence > ${after}
    and l.position <= (select ${String(shownUpTo ?? lastPosition)}::bigint) ${ofType(type)} ${ofData(data)}`;
  return sql.fragment`
    (select ${columns} from ${lines} l
     where ${meant} and l.sequence < (select ${boundary}::int) order by l.sequence desc limit (select ${below + 1}::int))
    union all
    (select ${columns} from ${lines} l
     where ${meant} and l.sequence >= (select ${boundary}::int) order by l.sequence limit (select ${from + 1}::int))`;
}

/** What is pinned is looked up once, not for each line. */
const pageColumns = (id: ConversationId, viewer: UserId | null): FragmentSqlToken =>
  lineColumns(viewer, {
    isPinned: sql.fragment`l.revision = any (array(select p.revision from ${pins} p where p.conversation_id = ${unplanned(id)}))`,
  });

async function linesIn(
  pool: QueryPool,
  rows: readonly LineRow[],
  { stretch, page }: { readonly stretch: Stretch; readonly page: LinePage },
): Promise<Lines> {
  const { boundary, below, from } = stretch;
  const before = rows.filter(({ sequence }) => sequence < boundary);
  const after = rows.filter(({ sequence }) => sequence >= boundary);
  const shown = [...before.slice(0, below).toReversed(), ...after.slice(0, from)];
  if (page.shownUpTo !== undefined) saidUpTo(shown, page.shownUpTo);
  return {
    lines: await withQuotes(pool, shown, page.shownUpTo),
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
