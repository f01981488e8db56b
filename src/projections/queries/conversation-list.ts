import { sql, type FragmentSqlToken } from "slonik";
import type { UserId } from "../../domain/ids.ts";
import type { QueryPool } from "../../platform/postgres/query-pool.ts";
import { folded } from "../folded.ts";
import type { ConversationCursor, ConversationReads, HeadForMe, Paged } from "../reads.ts";
import { headColumns, headForMe, headRow, headTable, myMembership } from "./head-for-me.ts";
import { pageOf } from "./page-of.ts";
import { members, publicRooms, users } from "./tables.ts";
import { unread } from "./unread.ts";

const none = sql.fragment``;

type List = Parameters<ConversationReads["list"]>[1];

/** Which conversations stand on the page is found first; only of those is told what a list shows. */
export async function listConversations(
  pool: QueryPool,
  viewer: UserId,
  list: List,
): Promise<Paged<HeadForMe, ConversationCursor>> {
  const chosen = list.isJoined === false ? joinable(viewer, list) : joined(viewer, list);
  const rows = await pool.any(sql.prepared(nameOf(list), headRow)`
    with page as materialized (${chosen} limit ${list.limit + 1})
    select ${headColumns(viewer)} from page join ${headTable} on c.id = page.id ${myMembership(viewer)}
    order by c.active_at desc, c.id
  `);
  const page = pageOf(rows, list.limit, ({ updatedAt: activeAt, id }): ConversationCursor => ({ activeAt, id }));
  return { ...page, items: page.items.map((row) => headForMe(row, viewer)) };
}

/** Each choice of filters is a statement of its own. */
function nameOf({ isJoined = true, isUnread, kind, visibility, text = "", after: cursor }: List): string {
  const parts = {
    [isJoined ? "joined" : "joinable"]: true,
    unread: isUnread === true,
    read: isUnread === false,
    kind: kind !== undefined,
    visibility: visibility !== undefined,
    called: folded(text.trim()) !== "",
    after: cursor !== null,
  };
  return `list ${Object.entries(parts)
    .flatMap(([part, isThere]) => (isThere ? [part] : []))
    .join(" ")}`;
}

function joined(viewer: UserId, list: List): FragmentSqlToken {
  return sql.fragment`
    select c.id from ${members} m join ${headTable} on c.id = m.conversation_id
    where m.user_id = ${viewer} and m.role is not null ${filters(viewer, list)} ${unreadFilter(list)} ${after(list, "c")}
    order by c.active_at desc, c.id`;
}

/** Public rooms that they are no member of. */
function joinable(viewer: UserId, list: List): FragmentSqlToken {
  const isMember = sql.fragment`
    select from ${members} m where m.conversation_id = r.id and m.user_id = ${viewer} and m.role is not null`;
  const isNone = list.isUnread === true ? sql.fragment`and false` : none;
  return sql.fragment`
    select c.id from ${publicRooms} r join ${headTable} on c.id = r.id
    where not exists (${isMember}) ${isNone} ${filters(viewer, list)} ${after(list, "r")}
    order by r.active_at desc, r.id`;
}

function filters(viewer: UserId, { kind, visibility, text = "" }: List): FragmentSqlToken {
  const wanted = folded(text.trim());
  const ofKind = kind === undefined ? none : sql.fragment`and c.kind = ${kind}`;
  const thatVisible = visibility === undefined ? none : sql.fragment`and c.visibility = ${visibility}`;
  const called = wanted === "" ? none : sql.fragment`and ${isCalled(viewer, wanted)}`;
  return sql.fragment`${ofKind} ${thatVisible} ${called}`;
}

/** A direct conversation is called like the other one in it; one's notes like oneself. */
function isCalled(viewer: UserId, wanted: string): FragmentSqlToken {
  return sql.fragment`case c.kind when 'direct' then exists (
      select from ${members} o join ${users} u on u.id = o.user_id
      where o.conversation_id = c.id and o.role is not null and (o.user_id <> ${viewer} or c.member_count = 1)
        and strpos(u.display_name_folded, ${wanted}) > 0
    ) else strpos(c.name_folded, ${wanted}) > 0 end`;
}

/** Most have nothing new, which their row alone tells. */
function unreadFilter({ isUnread }: List): FragmentSqlToken {
  if (isUnread === undefined) return none;
  const has = sql.fragment`(c.last_sequence > greatest(m.read_to, m.joined_sequence) and ${unread} > 0)`;
  return isUnread ? sql.fragment`and ${has}` : sql.fragment`and not ${has}`;
}

function after({ after: cursor }: List, table: "c" | "r"): FragmentSqlToken {
  if (!cursor) return none;
  const [activeAt, id] = [sql.identifier([table, "active_at"]), sql.identifier([table, "id"])];
  const at = sql.fragment`${cursor.activeAt}::timestamptz`;
  return sql.fragment`and ${activeAt} <= ${at} and (${activeAt} < ${at} or ${id} > ${cursor.id})`;
}
