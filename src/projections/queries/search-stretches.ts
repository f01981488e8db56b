import { sql, type FragmentSqlToken, type IdentifierSqlToken } from "slonik";
import { mostCounted } from "../search/message-search.ts";
import type { Stretch } from "../search/stretches.ts";
import { all, ints, matching, narrowed, rank, readable, timed, type Sought } from "./search-conditions.ts";
import { searched } from "./tables.ts";

/** Whether the index of grams is asked for periods and conversations, too, or that of conversations beside it. */
export type Narrowing = "places" | "conversations";

/** Parts of a statement, one for each. In one something is looked for only where those before it did not hold enough. */
export function stretched(sought: Sought, stretches: readonly Stretch[], by: Narrowing): FragmentSqlToken {
  const parts = stretches.map((stretch, n) => {
    const found = stretches.slice(0, n).map((_, each) => sql.fragment`(select count(*) from ${nth(each)})`);
    const isMissing = n === 0 ? sql.fragment`true` : sql.fragment`${sql.join(found, plus)} <= ${mostCounted}`;
    const there = by === "places" ? inPlaces(sought, stretch) : sql.fragment`${ofMine} and ${during(stretch)}`;
    return sql.fragment`${nth(n)} as materialized (
      select s.conversation_id, s.revision, s.created_at, s.position, ${rank(sought)} as rank from ${searched} s
      where ${isMissing} and ${narrowed(sought)} and ${there}
        and case when ${during(stretch)} and ${timed(sought)} and ${readable(sought)} then ${matching(sought)} end
    )`;
  });
  return sql.fragment`${sql.join(parts, comma)},
    all_stretches as (${sql.join(
      stretches.map((_, n) => sql.fragment`select * from ${nth(n)}`),
      sql.fragment` union all `,
    )})`;
}

/** The index of grams is asked for so many conversations one by one. */
const fewConversations = 200;

/** Where somebody may read much of what is said, looking at what was found is quicker than asking for it. */
export function narrowingBy({ scope: { ids } }: Sought, share: number): Narrowing {
  return ids.length > fewConversations && share < 1 / 2 ? "conversations" : "places";
}

function inPlaces({ scope: { ids } }: Sought, { periods }: Stretch): FragmentSqlToken {
  const areFew = ids.length <= fewConversations;
  return all([
    ...(periods ? [sql.fragment`s.places && (select ${ints(periods)})`] : []),
    ...(areFew ? [sql.fragment`s.places && (select array_agg(hashtext(id)) from mine)`] : []),
  ]);
}

const [plus, comma] = [sql.fragment` + `, sql.fragment`, `];
const ofMine = sql.fragment`s.conversation_id = any ((select array_agg(id) from mine)::text[])`;

const nth = (n: number): IdentifierSqlToken => sql.identifier([`stretch_${n + 1}`]);

function during({ from, to }: Stretch): FragmentSqlToken {
  const since = from === null ? sql.fragment`true` : sql.fragment`s.created_at >= ${from}::timestamptz`;
  return to === null ? since : sql.fragment`${since} and s.created_at < ${to}::timestamptz`;
}
