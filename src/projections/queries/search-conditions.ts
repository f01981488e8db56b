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

/** Of what is common a few grams narrow it down as far as all of them. */
const fewGrams = 6;

/**
 * What the indexes narrow it down to. The planner takes it that texts with all of the grams are very few. Of what is
 * common it must not see them, so that it narrows down by the conversations, too.
 */
export function narrowed({ terms, marks, anyMarks }: Sought, sought: "common" | "rare"): FragmentSqlToken {
  const grams = [...new Set(terms.flatMap(({ needle }) => gramsWithin(needle)))];
  const few = grams.filter((_, n) => n % Math.ceil(grams.length / fewGrams) === 0);
  const within = sought === "common" ? sql.fragment`(select ${ints(few)})` : ints(grams);
  return all([
    ...(grams.length > 0 ? [sql.fragment`s.grams @> ${within}`] : []),
    ...(marks.length > 0 ? [sql.fragment`s.marks @> ${ints(marks)}`] : []),
    ...anyMarks.map((each) => sql.fragment`s.marks && ${ints(each)}`),
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

/** Where it may be read. */
export function readable({ scope: { ids, after } }: Sought): FragmentSqlToken {
  const [only, ...others] = ids;
  const within =
    only !== undefined && others.length === 0
      ? sql.fragment`s.conversation_id = ${only}`
      : sql.fragment`s.conversation_id = any (${sql.array(ids, "text")})`;
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
export function rank(terms: readonly Term[]): FragmentSqlToken {
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

const ints = (numbers: readonly number[]) => sql.array(numbers, "int4");

const all = (conditions: readonly FragmentSqlToken[]): FragmentSqlToken =>
  conditions.length === 0 ? sql.fragment`true` : sql.fragment`(${sql.and(conditions)})`;
