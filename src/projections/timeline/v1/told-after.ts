import type { Pool } from "pg";
import type { ConversationId, UserId } from "../../../domain/ids.ts";
import type { Position } from "../../../event-store/port.ts";
import type { StreamEvent } from "../../../wire/told.ts";

export interface ToldAfter {
  readonly userId: UserId;
  /** Where to go on, exclusive; `n` null: after all that this position told. */
  readonly after: { readonly position: Position; readonly n: number | null };
  /** Inclusive; absent: to the checkpoint. */
  readonly upTo?: Position;
  /** Only what is about this conversation. */
  readonly conversationId?: ConversationId;
  /** The most entries, from 1. The cost of a page grows with its square at worst: a few hundred is much. */
  readonly limit: number;
}

/** A page of what a person was told, in order. */
export interface ToldPage {
  readonly entries: readonly ToldEntry[];
  /** How far the timeline goes: what is not here up to it was not told. 0 while it is loaded anew. */
  readonly checkpoint: Position;
  /** Whether nothing follows, up to `upTo` and the checkpoint. */
  readonly isEnd: boolean;
}

export interface ToldEntry {
  readonly position: Position;
  readonly n: number;
  readonly what: StreamEvent;
  /** ISO 8601, UTC, milliseconds. */
  readonly occurredAt: string;
}

const lastPosition = 9_223_372_036_854_775_807n;
const lastN = 2_147_483_647;

/** Of somebody who is $1, now. */
const isMember = (conversationId: string): string => `
  exists (select from timeline_v1.stays o
    where o.user_id = $1 and o.conversation_id = ${conversationId} and o.until_position is null)`;

/** Whether it is public and not shut to them. */
const isOpen = (conversationId: string): string => `(
  coalesce((select c.is_public and c.deleted_position is null from timeline_v1.conversations c
    where c.conversation_id = ${conversationId}), false)
  and not exists (select from timeline_v1.bans b
    where b.conversation_id = ${conversationId} and b.user_id = $1))`;

/** Whether what was said before they joined is theirs, and what is said while they are no member, where it is open. */
const showsAll = (conversationId: string): string => `
  not exists (select from timeline_v1.conversations c
    where c.conversation_id = ${conversationId} and c.is_from_joining)`;

/** Whether an earlier stay of theirs counts. */
const countsEarlier = (conversationId: string): string =>
  `(${isMember(conversationId)} or ${isOpen(conversationId)}) and ${showsAll(conversationId)}`;

/** Whether the last line of it is theirs to read, which a conversation's head has, whenever it is told. */
const mayReadLast = (conversationId: string): string =>
  `(${isMember(conversationId)} or (${isOpen(conversationId)} and ${showsAll(conversationId)}))`;

/**
 * What one was told for oneself is told always, but nobody hears of the making of a conversation whose words they may not
 * read any more.
 */
const isTellable = `(not span.is_own or (
  ($6::text is null or told.what ->> 'conversation_id' = $6)
  and (told.what ->> 'event' <> 'conversation_created' or ${mayReadLast("(told.what ->> 'conversation_id')")})))`;

/**
 * Spans are the stretches of audiences that concern a person. The beginnings of all of them, `share` entries each, say
 * how far the page can reach: once so many beginnings lie before a position that they fill it. So of thousands of spans
 * only those are read on that may be on the page, and of these hardly more than what fits.
 */
const text = `
  with timeline as materialized (
    select case when is_indexed then position else 0 end as checkpoint
    from projections.builds where schema_name = 'timeline_v1'
  ), span as materialized (
    select 'c:' || s.conversation_id as audience, s.from_position as first, ${lastPosition} as until, false as is_own
    from timeline_v1.stays s
    where s.user_id = $1 and s.until_position is null and ($6::text is null or s.conversation_id = $6)
    union all
    select 'c:' || s.conversation_id, s.from_position, s.until_position, false
    from timeline_v1.stays s
    where s.user_id = $1 and s.until_position > $2 and ($6::text is null or s.conversation_id = $6)
      and ${countsEarlier("s.conversation_id")}
    union all
    -- The deletion is told to those whose stay it ended, and nothing before it.
    select 'c:' || s.conversation_id, s.until_position, s.until_position + 1, false
    from timeline_v1.stays s join timeline_v1.conversations c using (conversation_id)
    where s.user_id = $1 and s.until_position >= $2 and c.deleted_position = s.until_position
      and ($6::text is null or s.conversation_id = $6)
    union all
    select 'u:' || $1, 0, ${lastPosition}, true
    union all
    select '*', 0, ${lastPosition}, false where $6::text is null
  ), share as materialized (
    select ($5 - 1) / count(*) + 1 as entries from span
  ), beginning as materialized (
    select span.audience, span.until, span.is_own, early.first, early.last, early.count
    from share cross join span cross join lateral (
      select min(told.position) as first, max(told.position) as last, count(*) as count
      from (
        select told.position from timeline_v1.told
        where told.audience = span.audience and (told.position, told.n) > ($2, $3)
          and told.position >= span.first and told.position < span.until and told.position <= $4 and ${isTellable}
        order by told.position, told.n limit share.entries
      ) told
    ) early
    where early.count > 0 and exists (select from timeline where checkpoint > 0)
  ), reach as materialized (
    select coalesce((
      select beginning.last from beginning, share where beginning.count = share.entries
      order by beginning.last offset ($5 - 1) / (select entries from share) limit 1
    ), $4) as position
  )
  select timeline.checkpoint, entry.position, entry.n, entry.what, entry.occurred_at
  from timeline left join (
    select page.position, page.n, page.what, page.occurred_at
    from reach cross join beginning span cross join lateral (
      select told.position, told.n, told.what, told.occurred_at from timeline_v1.told
      where told.audience = span.audience and (told.position, told.n) > ($2, $3)
        and told.position >= span.first and told.position < span.until and told.position <= reach.position and ${isTellable}
      order by told.position, told.n limit $5
    ) page
    where span.first <= reach.position
    order by page.position, page.n limit $5
  ) entry on true
  order by entry.position, entry.n`;

/**
 * What a person missed. They are told of a conversation what happened while they were a member, from the event that
 * made them one to before the one that ended it, and only if they may read it now, which is at the checkpoint; of a
 * deleted one that it was deleted. All of a page is of one moment.
 */
export async function toldAfter(pool: Pool, request: ToldAfter): Promise<ToldPage> {
  const { userId, after, upTo = lastPosition, conversationId = null, limit } = request;
  const { rows } = await pool.query<Row>({
    name: "timeline told after",
    text,
    values: [userId, after.position, after.n ?? lastN, upTo, limit + 1, conversationId],
    rowMode: "array",
  });
  const entries = rows.flatMap(([, ...row]) => (row[0] === null ? [] : [entryOf(row)]));
  return {
    entries: entries.slice(0, limit),
    checkpoint: BigInt(rows[0]?.[0] ?? 0),
    isEnd: entries.length <= limit,
  };
}

type EntryRow = [position: string, n: number, what: StreamEvent, occurredAt: Date];
type Row = [checkpoint: string, ...(EntryRow | [null, null, null, null])];

function entryOf([position, n, what, occurredAt]: EntryRow): ToldEntry {
  return { position: BigInt(position), n, what, occurredAt: occurredAt.toISOString() };
}
