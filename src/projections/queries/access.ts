import { sql, type FragmentSqlToken } from "slonik";
import type { UserId } from "../../domain/ids.ts";
import { lastPosition } from "./page-of.ts";
import { bans } from "./tables.ts";

/** Who asks: their id, or where a statement has it. */
export type Viewer = UserId | FragmentSqlToken;

/**
 * A value that the planner is not shown. By what it knows of one person or conversation it would make another plan each time,
 * which takes longer than the query does.
 */
export const unplanned = (text: string): FragmentSqlToken => sql.fragment`(select ${text}::text)`;

/** Whether a viewer was banned from conversation `c`. */
export const isBanned = (viewer: Viewer): FragmentSqlToken =>
  sql.fragment`exists (select from ${bans} b where b.conversation_id = c.id and b.user_id = ${viewer})`;

/** Whether a viewer may read conversation `c`, whose member `m` they are, or none. */
export const mayRead = (viewer: Viewer): FragmentSqlToken =>
  sql.fragment`(m.role is not null or (c.visibility = 'public' and not ${isBanned(viewer)}))`;

const afterAll = 2 ** 31 - 1;

/** The sequence after which a reader of conversation `c`, its member `m` or none, is shown its history. */
export const readableAfter = sql.fragment`case
    when c.history_visibility = 'all' then 0
    when m.role is null then ${afterAll}::int
    else greatest(m.joined_sequence - 1, 0)
  end`;

/**
 * Up to which position of the log it is known who may read what, in the snapshot of the statement that asks. Lines may be
 * further: somebody who was removed before one of them would still be shown it.
 */
export const knownUpTo = sql.fragment`coalesce((
    select min(v.position) from projections.active a join projections.builds v using (name, build)
    where a.name in ('members', 'conversations')
  ), ${lastPosition}::bigint)`;
