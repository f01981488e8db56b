import { sql, type FragmentSqlToken } from "slonik";
import type { Position } from "../../event-store/port.ts";
import { gramsWithin } from "../search/grams.ts";
import type { DataCondition, Moment } from "../search/message-search.ts";
import type { Term } from "../search/terms.ts";
import { compares } from "./data-compared.ts";
import { lines } from "./tables.ts";
import type { SearchScope } from "./search-scope.ts";

/** What is searched for, as the index has it; `s` is a message of it. */
export interface Sought {
  readonly scope: SearchScope;
  readonly terms: readonly Term[];
  /** All of them, and of these lists one of each. */
  readonly marks: readonly number[];
  readonly anyMarks: readonly (readonly number[])[];
  readonly data: readonly DataCondition[];
  readonly since: string | null;
  readonly until: string | null;
  readonly newest: Moment | null;
  readonly upTo: Position | null;
}

/** Whether an index can narrow it down: what is of punctuation alone would have to be looked for in every text. */
export function isNarrow({ terms, marks, anyMarks }: Sought): boolean {
  return (
    marks.length > 0 ||
    anyMarks.length > 0 ||
    terms.length === 0 ||
    terms.some(({ needle }) => gramsWithin(needle).length > 0)
  );
}

/** So many grams narrow it down as far as more would; of a term there are at least two. */
const enoughGrams = 12;
const [leastOfTerm, mostOfTerm] = [2, 6];

/** Where there are many terms, of the longest ones, which are the rarest. */
function gramsOfTerms(terms: readonly Term[]): readonly number[] {
  const narrowing = terms.map(({ needle }) => needle).filter((needle) => gramsWithin(needle).length > 0);
  const longest = narrowing.toSorted((one, other) => other.length - one.length).slice(0, enoughGrams / leastOfTerm);
  const ofEach = Math.min(mostOfTerm, Math.floor(enoughGrams / longest.length));
  return [...new Set(longest.flatMap((needle) => gramsWithin(needle, ofEach)))];
}

/**
 * What the index of grams narrows it down to. The planner takes it that texts with all of the grams are few, or many, as
 * it likes, so it is not to choose. What is found is yet to be compared.
 */
export function narrowed({ terms, marks, anyMarks }: Sought): FragmentSqlToken {
  const grams = gramsOfTerms(terms);
  return all([
    ...(grams.length > 0 ? [sql.fragment`s.grams @> (select ${ints(grams)})`] : []),
    ...(marks.length > 0 ? [sql.fragment`s.marks @> (select ${ints(marks)})`] : []),
    ...anyMarks.map((each) => sql.fragment`s.marks && (select ${ints(each)})`),
  ]);
}

/** When it was said, and up to which position. */
export function timed({ since, until, newest, upTo }: Sought): FragmentSqlToken {
  return all([
    ...(since === null ? [] : [sql.fragment`s.created_at >= ${since}::timestamptz`]),
    ...(until === null ? [] : [sql.fragment`s.created_at < ${until}::timestamptz`]),
    ...(upTo === null ? [] : [sql.fragment`s.position <= ${String(upTo)}::bigint`]),
    ...(newest
      ? [sql.fragment`(s.created_at, s.position) <= (${newest.at}::timestamptz, ${newest.position}::bigint)`]
      : []),
  ]);
}

/** Where somebody may search, as a part of a statement: `readable` asks it. */
export function mine({ scope: { ids } }: Sought): FragmentSqlToken {
  return sql.fragment`mine as materialized (select unnest(${sql.array(ids, "text")}) as id)`;
}

/** Where it may be read. */
export function readable({ scope: { after } }: Sought): FragmentSqlToken {
  const within = sql.fragment`s.conversation_id in (select id from mine)`;
  if (!after) return within;
  return sql.fragment`${within}
    and s.sequence > coalesce((${JSON.stringify(after)}::jsonb ->> s.conversation_id)::int, 0)`;
}

/** Whether it is really there, whatever the indexes say. */
export function matching({ terms, data, ...sought }: Sought): FragmentSqlToken {
  const { marks, anyMarks } = sought;
  return all([
    ...(marks.length > 0 ? [sql.fragment`s.marks @> ${ints(marks)}`] : []),
    ...anyMarks.map((each) => sql.fragment`s.marks && ${ints(each)}`),
    ...terms.map(({ needle }) => has(needle)),
    ...(data.length > 0 ? [holds(data)] : []),
  ]);
}

/** 2 where all terms stand as whole words, 1 where they stand where words begin, 0 where they are within words. */
export function rank({ terms }: Sought): FragmentSqlToken {
  if (terms.length === 0) return sql.fragment`0`;
  return sql.fragment`case
    when ${all(terms.map(({ whole }) => has(whole)))} then 2
    when ${all(terms.map(({ beginning }) => has(beginning)))} then 1
    else 0 end`;
}

function holds(data: readonly DataCondition[]): FragmentSqlToken {
  const fulfilled = data.map((condition) => compares(sql.fragment`l.data`, condition));
  return sql.fragment`exists (
    select from ${lines} l where l.conversation_id = s.conversation_id and l.revision = s.revision and ${all(fulfilled)}
  )`;
}

const has = (text: string): FragmentSqlToken => sql.fragment`strpos(s.searchable, ${text}) > 0`;

export const ints = (numbers: readonly number[]) => sql.array(numbers, "int4");

export const all = (conditions: readonly FragmentSqlToken[]): FragmentSqlToken =>
  conditions.length === 0 ? sql.fragment`true` : sql.fragment`(${sql.and(conditions)})`;
