import { sql, type FragmentSqlToken } from "slonik";
import { z } from "zod";
import type { QueryPool } from "../../platform/postgres/query-pool.ts";
import { mostCounted, type SearchCursor } from "../search/message-search.ts";
import { stretchesOf } from "../search/stretches.ts";
import * as fields from "./fields.ts";
import { matching, mine, rank, readable, timed, type Sought } from "./search-conditions.ts";
import { narrowingBy, stretched } from "./search-stretches.ts";
import { searched } from "./tables.ts";

/** So many of the newest messages tell whether what is sought is common. */
const sampled = 1_000;
/** Where so many of them are found, the newest thousand results are soon read from the newest messages backwards. */
const common = 80;
/** Going past what somebody may not read takes so much of what it takes to search a message. */
const passing = 1 / 3;
/** Who reads so many of them backwards in vain was wrong about that. */
const mostWalked = 200_000;

const row = z.object({
  total: fields.count,
  scanned: fields.count,
  own: fields.count,
  sampledFrom: fields.time.nullable(),
  sampledTo: fields.time.nullable(),
  newestAt: fields.time.nullable(),
  newestPosition: z.string().nullable(),
  oldestAt: fields.time.nullable(),
  oldestPosition: z.string().nullable(),
  conversationId: fields.conversationId.nullable(),
  revision: fields.count.nullable(),
  createdAt: fields.time.nullable(),
  position: z.string().nullable(),
  rank: z.int().nullable(),
});

export type CandidateRow = z.output<typeof row>;

const nothing = { total: 0, scanned: 0, own: 0, sampledFrom: null, sampledTo: null };

interface Page {
  readonly limit: number;
  readonly last: SearchCursor["last"];
}

const sample = sql.fragment`
  (select count(*)::int from source) as scanned, (select count(*)::int from source where is_readable) as own,
  (select min(created_at) from source) as "sampledFrom", (select max(created_at) from source) as "sampledTo"`;
const noSample = sql.fragment`0 as scanned, 0 as own, null as "sampledFrom", null as "sampledTo"`;

/**
 * The best of the newest thousand results, a page and one row more; at least one row, for what it counts. What is in one
 * of twelve messages is found by reading these from the newest on. What is rarer is found by its grams, in stretches of
 * time from the newest on, until there are enough. So of a million messages neither reads many more than ten thousand.
 */
export async function candidates(pool: QueryPool, sought: Sought, page: Page): Promise<readonly CandidateRow[]> {
  const sampling = await pool.any(sql.type(row)`
    with ${mine(sought)},
    source as materialized (${columns(newest(sought, sampled), sought)}),
    found as materialized (select * from source where is_match order by created_at desc, position desc limit ${mostCounted + 1})
    ${results(page, sample)}
  `);
  const [{ total, scanned, own, sampledFrom, sampledTo } = nothing] = sampling;
  if (scanned < sampled || total > mostCounted || sampledFrom === null || sampledTo === null) return sampling;
  if (total >= common * (passing + (1 - passing) * (own / scanned))) {
    const walked = await pool.any(sql.type(row)`
      with ${mine(sought)},
      found as materialized (
        select s.conversation_id, s.revision, s.created_at, s.position, ${rank(sought)} as rank
        from (${newest(sought, mostWalked)}) s
        where case when ${readable(sought)} then ${matching(sought)} end
        order by created_at desc, position desc limit ${mostCounted + 1}
      ) ${results(page, noSample)}
    `);
    if ((walked[0]?.total ?? 0) > mostCounted) return walked;
  }
  const stretches = stretchesOf({ from: sampledFrom, to: sampledTo, found: total }, sought.since);
  return pool.any(sql.type(row)`
    with ${mine(sought)}, ${stretched(sought, stretches, narrowingBy(sought, own / scanned))},
    found as materialized (
      select * from all_stretches order by created_at desc, position desc limit ${mostCounted + 1}
    )
    ${results(page, noSample)}
  `);
}

/** The newest messages, from one index alone: of the conversation where it is only one, of all otherwise. */
function newest(sought: Sought, most: number): FragmentSqlToken {
  const [only, ...others] = sought.scope.ids;
  const isOne = only !== undefined && others.length === 0;
  const within = isOne ? sql.fragment`s.conversation_id = ${only}` : sql.fragment`true`;
  return sql.fragment`
    select s.conversation_id, s.revision, s.sequence, s.created_at, s.position, s.searchable, s.marks
    from ${searched} s where ${within} and ${timed(sought)}
    order by s.created_at desc, s.position desc limit ${most}`;
}

const columns = (messages: FragmentSqlToken, sought: Sought): FragmentSqlToken => sql.fragment`
  select *, rank is not null and is_readable as is_match from (
    select s.conversation_id, s.revision, s.created_at, s.position,
      case when ${matching(sought)} then ${rank(sought)} end as rank, (${readable(sought)}) as is_readable
    from (${messages}) s
  ) s`;

/** A page of what was `found`, the best first, with how many there are and from when to when. */
function results({ limit, last }: Page, scanned: FragmentSqlToken): FragmentSqlToken {
  const after = last
    ? sql.fragment`where (rank, created_at, position) < (${last.rank}, ${last.at}::timestamptz, ${last.position}::bigint)`
    : sql.fragment``;
  return sql.fragment`,
    window_of as (select * from found order by created_at desc, position desc limit ${mostCounted}),
    newest as (select created_at, position from window_of order by created_at desc, position desc limit 1),
    oldest as (select created_at, position from window_of order by created_at, position limit 1),
    page as (
      select * from window_of ${after} order by rank desc, created_at desc, position desc limit ${limit + 1}
    )
    select (select count(*)::int from found) as total, ${scanned},
      (select created_at from newest) as "newestAt", (select position from newest) as "newestPosition",
      (select created_at from oldest) as "oldestAt", (select position from oldest) as "oldestPosition",
      page.conversation_id as "conversationId", page.revision, page.created_at as "createdAt", page.position, page.rank
    from (select 1) one left join page on true
    order by page.rank desc, page.created_at desc, page.position desc`;
}
