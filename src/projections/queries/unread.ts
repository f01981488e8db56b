import { sql, type FragmentSqlToken } from "slonik";
import { lines, mentions } from "./tables.ts";

/** How many countable lines there are up to a line: what the running count of the last one says. */
const countedUpTo = (sequence: FragmentSqlToken): FragmentSqlToken => sql.fragment`
  coalesce((
    select l.countable from ${lines} l where l.conversation_id = c.id and l.sequence <= ${sequence}
    order by l.sequence desc limit 1
  ), 0)`;

const counted = sql.fragment`
  coalesce((
    select l.countable from ${lines} l where l.conversation_id = c.id order by l.sequence desc limit 1
  ), 0)`;

/** Where what the member `m` of conversation `c` has not read begins: after what they have read, joined at or marked. */
const readUpTo = sql.fragment`
  least(greatest(m.read_to, m.joined_sequence), coalesce(m.unread_from - 1, greatest(m.read_to, m.joined_sequence)))`;

/** So many mentions are counted. */
const mostMentions = 1_000;

/** Of what is unread, what mentions the member `m`, or everybody; what one said oneself does not count. */
export const unreadMentions = sql.fragment`(
  select count(*)::int from (
    select distinct n.sequence from ${mentions} n
    where n.user_id in (m.user_id, '') and n.conversation_id = c.id and n.sequence > ${readUpTo}
      and n.actor_id <> m.user_id
    limit ${mostMentions}
  ) as mentioned)`;

/** So many lines from a mark on are looked at for one's own; those after them count, whosever they are. */
const lookedAt = 1_000;

/** One's own messages count as read. Only behind a mark can there be any. */
const ownAfterMark = sql.fragment`
  case when m.unread_from is null then 0 else (
    select count(*) from (
      select l.sequence, l.actor_id, l.countable > coalesce(lag(l.countable) over (order by l.sequence), 0) as is_countable
      from ${lines} l where l.conversation_id = c.id and l.sequence >= ${readUpTo}
      order by l.sequence limit ${lookedAt + 1}
    ) as own where own.sequence > ${readUpTo} and own.actor_id = m.user_id and own.is_countable
  )::int end`;

/**
 * How many countable lines stand after what the member `m` of conversation `c` has read and after they joined, or from
 * where they marked it as unread: the difference of two running counts.
 */
const unread = sql.fragment`greatest(0, ${counted} - ${countedUpTo(readUpTo)} - ${ownAfterMark})`;

const hasNew = sql.fragment`c.last_sequence > greatest(m.read_to, m.joined_sequence)`;

/** Most have nothing new and no mark, which their row alone tells. */
export const mayBeUnread = sql.fragment`(m.unread_from is not null or ${hasNew})`;

/** What a list shows of the member `m`. */
export const unreadCount = sql.fragment`case when ${mayBeUnread} then ${unread} else 0 end`;

/** Whether it shows as unread, so many lines being unread. */
export const isUnread = (count: FragmentSqlToken): FragmentSqlToken =>
  sql.fragment`(m.unread_from is not null or ${count} > 0)`;

/** A message after it was archived brings it back, unless it is muted. */
export const isArchived = sql.fragment`
  (m.archived_up_to is not null
    and (m.is_muted or c.last_sequence <= m.archived_up_to or ${counted} = ${countedUpTo(sql.fragment`m.archived_up_to`)}))`;

/** Deleted for oneself, and nothing has been said since. */
export const isHidden = sql.fragment`(m.hidden_up_to is not null and c.last_sequence <= m.hidden_up_to)`;
