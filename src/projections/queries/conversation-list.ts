import { sql, type FragmentSqlToken } from "slonik";
import type { UserId } from "../../domain/ids.ts";
import type { QueryPool } from "../../platform/postgres/query-pool.ts";
import { folded } from "../folded.ts";
import type { ConversationCursor, ConversationReads, HeadForMe } from "../reads/conversations.ts";
import type { Paged } from "../reads/paged.ts";
import { isBanned, unplanned, type Viewer } from "./access.ts";
import { isCalled } from "./called.ts";
import { headColumns, headForMe, headRow, headTable, myMembership } from "./head-for-me.ts";
import { pageOf } from "./page-of.ts";
import { members, publicRooms } from "./tables.ts";
import { isArchived, isHidden, isUnread, mayBeUnread, unreadCount } from "./unread.ts";

const none = sql.fragment``;

type List = Parameters<ConversationReads["list"]>[1];

/** Which conversations stand on the page is found first; only of those is told what a list shows. */
export async function listConversations(
  pool: QueryPool,
  viewer: UserId,
  list: List,
): Promise<Paged<HeadForMe, ConversationCursor>> {
  const me = unplanned(viewer);
  const chosen = list.isJoined === false ? joinable(me, list) : joined(me, list);
  const isCounted = list.isJoined !== false && list.isUnread !== undefined;
  const columns = isCounted ? headColumns(me, { unreadCount: sql.fragment`page.unread` }) : headColumns(me);
  const name = nameOf(list);
  const query = name === null ? sql.type(headRow) : sql.prepared(name, headRow);
  const rows = await pool.any(query`
    with page as materialized (${chosen} limit ${list.limit + 1})
    select ${columns} from page join ${headTable} on c.id = page.id ${myMembership(me)}
    order by c.active_at desc, c.id
  `);
  const page = pageOf(rows, list.limit, ({ updatedAt: activeAt, id }): ConversationCursor => ({ activeAt, id }));
  return { ...page, items: page.items.map((row) => headForMe(row, viewer)) };
}

/**
 * Each choice that clients offer at a click is a statement of its own. What is looked for has none: of all the choices
 * there are hundreds, and each would take memory of each connection.
 */
function nameOf(list: List): string | null {
  const { isJoined = true, isUnread: unread, isArchived: archived, text = "", after: cursor } = list;
  const { kind, visibility, status, severity, lot } = list;
  const isSought = [kind, visibility, status, severity, lot].some((each) => each !== undefined);
  if (isSought || folded(text.trim()) !== "") return null;
  const parts = {
    [isJoined ? "joined" : "joinable"]: true,
    unread: unread === true,
    read: unread === false,
    archived: archived === true,
    after: cursor !== null,
  };
  return `list ${Object.entries(parts)
    .flatMap(([part, isThere]) => (isThere ? [part] : []))
    .join(" ")}`;
}

function joined(viewer: Viewer, list: List): FragmentSqlToken {
  if (list.isUnread !== undefined) return joinedInTurn(viewer, list, list.isUnread);
  return sql.fragment`
    select c.id from ${mine(viewer, list)} ${unlessPutAway(list)}
    order by c.active_at desc, c.id`;
}

const mine = (viewer: Viewer, list: List): FragmentSqlToken => sql.fragment`
  ${members} m join ${headTable} on c.id = m.conversation_id
  where m.user_id = ${viewer} and m.role is not null ${filters(viewer, list)} ${after(list, "c")}`;

/** What was looked up of a conversation while its turn came. */
const counted = sql.fragment`looked.unread`;

/**
 * Whether something is unread takes look-ups, so they are asked one after the other in the list's order, until the page is
 * full. OFFSET 0 keeps the planner from asking all of them before, and from asking twice.
 */
function joinedInTurn(viewer: Viewer, list: List, isUnreadWanted: boolean): FragmentSqlToken {
  const [before, asked] = isUnreadWanted
    ? [sql.fragment`and ${mayBeUnread}`, isUnread(counted)]
    : [none, sql.fragment`not ${isUnread(counted)}`];
  return sql.fragment`
    select c.id, ${counted} as unread from (
      select c.id, c.active_at, c.last_sequence, m.user_id, m.joined_sequence, m.read_to, m.unread_from, m.is_muted,
        m.archived_up_to, m.hidden_up_to
      from ${mine(viewer, list)} ${before} order by c.active_at desc, c.id offset 0
    ) as inturn
    cross join lateral (select inturn.id, inturn.active_at, inturn.last_sequence) as c
    cross join lateral (
      select inturn.user_id, inturn.joined_sequence, inturn.read_to, inturn.unread_from, inturn.is_muted,
        inturn.archived_up_to, inturn.hidden_up_to
    ) as m
    cross join lateral (select ${unreadCount} as unread offset 0) as looked
    where ${asked} ${unlessPutAway(list)}
    order by c.active_at desc, c.id`;
}

/** Public rooms that they are no member of. */
function joinable(viewer: Viewer, list: List): FragmentSqlToken {
  const isMember = sql.fragment`
    select from ${members} m where m.conversation_id = r.id and m.user_id = ${viewer} and m.role is not null`;
  const isNone = list.isUnread === true || list.isArchived === true ? sql.fragment`and false` : none;
  return sql.fragment`
    select c.id from ${publicRooms} r join ${headTable} on c.id = r.id
    where not exists (${isMember}) and not ${isBanned(viewer)} ${isNone} ${filters(viewer, list)} ${after(list, "r")}
    order by r.active_at desc, r.id`;
}

function filters(viewer: Viewer, { kind, visibility, status, severity, lot, text = "" }: List): FragmentSqlToken {
  const wanted = folded(text.trim());
  const parts = [
    ...(kind === undefined ? [] : [sql.fragment`and c.kind = ${kind}`]),
    ...(visibility === undefined ? [] : [sql.fragment`and c.visibility = ${visibility}`]),
    ...(status === undefined ? [] : [sql.fragment`and c.incident_status = ${status}`]),
    ...(severity === undefined ? [] : [sql.fragment`and c.incident_severity = ${severity}`]),
    ...(lot === undefined ? [] : [sql.fragment`and ${lot} = any (c.incident_lots)`]),
    ...(wanted === "" ? [] : [sql.fragment`and ${isCalled(viewer, wanted)}`]),
  ];
  return parts.reduce((all, part) => sql.fragment`${all} ${part}`, none);
}

/** What is archived stands apart, and what its member deleted for themselves stands nowhere. */
function unlessPutAway(list: List): FragmentSqlToken {
  const thatLies = list.isArchived === true ? sql.fragment`and ${isArchived}` : sql.fragment`and not ${isArchived}`;
  return sql.fragment`and not ${isHidden} ${thatLies}`;
}

function after({ after: cursor }: List, table: "c" | "r"): FragmentSqlToken {
  if (!cursor) return none;
  const [activeAt, id] = [sql.identifier([table, "active_at"]), sql.identifier([table, "id"])];
  const at = sql.fragment`${cursor.activeAt}::timestamptz`;
  return sql.fragment`and ${activeAt} <= ${at} and (${activeAt} < ${at} or ${id} > ${cursor.id})`;
}
