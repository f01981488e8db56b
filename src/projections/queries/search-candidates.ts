import { sql, type FragmentSqlToken } from "slonik";
import { z } from "zod";
import type { QueryPool } from "../../platform/postgres/query-pool.ts";
import { mostCounted, type SearchCursor } from "../search/message-search.ts";
import * as fields from "./fields.ts";
import { matching, narrowed, rank, readable, timed, type Sought } from "./search-conditions.ts";
import { searched } from "./tables.ts";

/** So many of the newest messages tell whether what is sought is common. */
const sampled = 2_000;
/** Where so many of them are found, the newest thousand results are soon read from the newest messages backwards. */
const common = 64;
/** Going past what somebody may not read takes so much of what it takes to search a message. */
const passing = 1 / 3;
/** Where so many of them are anybody's, it is not rare. */
const notRare = 8;
/** Who reads so many of them backwards in vain was wrong about that. */
const mostWalked = 200_000;

const row = z.object({
  total: fields.count,
  scanned: fields.count,
  own: fields.count,
  anybodys: fields.count,
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

interface Page {
  readonly limit: number;
  readonly last: SearchCursor["last"];
}

const scannedIn = sql.fragment`
  (select count(*)::int from source) as scanned, (select count(*)::int from source where is_readable) as own,
  (select count(*)::int from source where is_there) as anybodys`;
const unscanned = sql.fragment`0 as scanned, 0 as own, 0 as anybodys`;
const nothing = { total: 0, scanned: 0, own: 0, anybodys: 0 };

/**
 * The best of the newest thousand results, a page and one row more; at least one row, for what it counts. What is in one
 * of thirty messages is found by reading these from the newest on, and what is rarer by the grams: so neither reads, of
 * a million, many more than thirty thousand. Who may read few of the messages passes by the others, which is quick.
 */
export async function candidates(pool: QueryPool, sought: Sought, page: Page): Promise<readonly CandidateRow[]> {
  const sample = await pool.any(sql.type(row)`
    with source as materialized (${columns(newest(sought, sampled), sought)}),
    found as materialized (select * from source where is_match order by created_at desc, position desc limit ${mostCounted + 1})
    ${results(sought, page, scannedIn)}
  `);
  const [{ total, scanned, own, anybodys } = nothing] = sample;
  if (scanned < sampled || total > mostCounted) return sample;
  if (total >= common * (passing + (1 - passing) * (own / scanned))) {
    const walked = await pool.any(sql.type(row)`
      with found as materialized (
        select s.conversation_id, s.revision, s.created_at, s.position from (${newest(sought, mostWalked)}) s
        where case when ${readable(sought)} then ${matching(sought)} end
        order by created_at desc, position desc limit ${mostCounted + 1}
      ) ${results(sought, page, unscanned)}
    `);
    if ((walked[0]?.total ?? 0) > mostCounted) return walked;
  }
  return pool.any(sql.type(row)`
    with source as materialized (
      select s.conversation_id, s.revision, s.created_at, s.position from ${searched} s
      where ${narrowed(sought, anybodys < notRare ? "rare" : "common")} and ${readable(sought)} and ${timed(sought)} and ${matching(sought)}
    ),
    found as materialized (select * from source order by created_at desc, position desc limit ${mostCounted + 1})
    ${results(sought, page, unscanned)}
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
  select *, is_there and is_readable as is_match from (
    select s.conversation_id, s.revision, s.created_at, s.position, ${matching(sought)} as is_there,
      (${readable(sought)}) as is_readable
    from (${messages}) s
  ) s`;

function results({ terms }: Sought, { limit, last }: Page, scanned: FragmentSqlToken): FragmentSqlToken {
  const after = last
    ? sql.fragment`where (rank, created_at, position) < (${last.rank}, ${last.at}::timestamptz, ${last.position}::bigint)`
    : sql.fragment``;
  const ranked =
    terms.length === 0
      ? sql.fragment`select f.conversation_id, f.revision, f.created_at, f.position, 0 as rank from window_of f`
      : sql.fragment`select f.conversation_id, f.revision, f.created_at, f.position, ${rank(terms)} as rank
          from window_of f join ${searched} s on s.conversation_id = f.conversation_id and s.revision = f.revision`;
  return sql.fragment`,
    window_of as (select * from found order by created_at desc, position desc limit ${mostCounted}),
    newest as (select created_at, position from window_of order by created_at desc, position desc limit 1),
    oldest as (select created_at, position from window_of order by created_at, position limit 1),
    page as (
      select * from (${ranked}) r ${after} order by rank desc, created_at desc, position desc limit ${limit + 1}
    )
    select (select count(*)::int from found) as total, ${scanned},
      (select created_at from newest) as "newestAt", (select position from newest) as "newestPosition",
      (select created_at from oldest) as "oldestAt", (select position from oldest) as "oldestPosition",
      page.conversation_id as "conversationId", page.revision, page.created_at as "createdAt", page.position, page.rank
    from (select 1) one left join page on true
    order by page.rank desc, page.created_at desc, page.position desc`;
}
