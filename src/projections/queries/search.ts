import type { Line } from "../../domain/conversation/line.ts";
import { lineId, type LineId, type Place, type UserId } from "../../domain/ids.ts";
import type { Position } from "../../event-store/port.ts";
import type { QueryPool } from "../../platform/postgres/query-pool.ts";
import type { SearchReads } from "../reads/search.ts";
import { highlightsOf } from "../search/highlights.ts";
import { dataMark, linkMark, senderMark, typeMark } from "../search/marks.ts";
import { mostCounted, type FoundMessages, type MessageSearch, type SearchCursor } from "../search/message-search.ts";
import { parseQuery, type SearchQuery } from "../search/query.ts";
import { searchPeople } from "./people-search.ts";
import { linesAt, withQuotes } from "./quotes.ts";
import { candidates, type CandidateRow } from "./search-candidates.ts";
import { isNarrow, type Sought } from "./search-conditions.ts";
import { searchScope } from "./search-scope.ts";

/** A name in `from:` stands for so many people at most. */
const mostCalled = 100;

export function searchReads(pool: QueryPool): SearchReads {
  return { messages: (viewer, search) => searchMessages(pool, viewer, search) };
}

const nothing: FoundMessages = { items: [], total: 0, isTotalExact: true, next: null };

async function searchMessages(pool: QueryPool, viewer: UserId, search: MessageSearch): Promise<FoundMessages> {
  const query = parseQuery(search.text);
  if (isEmpty(query, search)) return nothing;
  const sought = await soughtBy(pool, viewer, { query, search });
  if (!sought || sought.scope.ids.length === 0 || !isNarrow(sought)) return nothing;
  const { limit, after } = search;
  const rows = await candidates(pool, sought, { limit, last: after?.last ?? null });
  const found = rows.flatMap((row) => (isFound(row) ? [row] : []));
  const shown = found.slice(0, limit);
  const total = rows[0]?.total ?? 0;
  return {
    items: await linesOf(pool, shown, { viewer, query, upTo: search.shownUpTo }),
    total: after?.isFurther ? mostCounted : Math.min(total, mostCounted),
    isTotalExact: !after?.isFurther && total <= mostCounted,
    next: nextAfter(search, rows, found),
  };
}

/** Nothing was asked, which is no question for everything. */
function isEmpty(query: SearchQuery, search: MessageSearch): boolean {
  const { senderId, type, since, until, has = [], data = [] } = search;
  const lists = [query.terms, query.from, query.in, query.has, has, data];
  const values = [query.since, query.until, senderId, type, since, until];
  return lists.every((each) => each.length === 0) && values.every((each) => (each ?? null) === null);
}

/** Null where nothing can be found. */
async function soughtBy(
  pool: QueryPool,
  viewer: UserId,
  { query, search }: { readonly query: SearchQuery; readonly search: MessageSearch },
): Promise<Sought | null> {
  const { conversationId, senderId, type, data = [], since, until, after } = search;
  const has = new Set([...query.has, ...(search.has ?? [])]);
  // Messages carry no files yet, and what system lines say is no text of theirs.
  if (has.has("file") || type === "system") return null;
  const senders = query.from.length === 0 ? null : await called(pool, viewer, query.from);
  if (senders?.length === 0) return null;
  return {
    scope: await searchScope(pool, viewer, { conversationId, names: query.in }),
    terms: query.terms,
    marks: [
      ...(senderId === undefined ? [] : [senderMark(senderId)]),
      ...(type === undefined ? [] : [typeMark(type)]),
      ...(has.has("link") ? [linkMark] : []),
      ...(has.has("data") || data.length > 0 ? [dataMark] : []),
    ],
    anyMarks: senders ? [senders.map((each) => senderMark(each))] : [],
    data,
    since: latest(query.since, since ?? null),
    until: earliest(query.until, until ?? null),
    newest: after?.newest ?? null,
    upTo: search.shownUpTo ?? null,
  };
}

async function called(pool: QueryPool, viewer: UserId, names: readonly string[]): Promise<readonly UserId[]> {
  const people = await Promise.all(
    names.map(async (text) => {
      if (text.toLowerCase() === "me") return [viewer];
      return (await searchPeople(pool, { text, limit: mostCalled, after: null })).items;
    }),
  );
  return [...new Set(people.flat())];
}

const latest = (one: string | null, other: string | null) =>
  one !== null && other !== null && one > other ? one : (other ?? one);
const earliest = (one: string | null, other: string | null) =>
  one !== null && other !== null && one < other ? one : (other ?? one);

type Found = CandidateRow & Place & { readonly createdAt: string; readonly position: string; readonly rank: number };

function isFound(row: CandidateRow): row is Found {
  return row.conversationId !== null;
}

interface LooksAt {
  readonly viewer: UserId;
  readonly query: SearchQuery;
  readonly upTo: Position | undefined;
}

/** As they are now; what was deleted just now is left out. */
async function linesOf(
  pool: QueryPool,
  found: readonly Found[],
  { viewer, query, upTo }: LooksAt,
): Promise<FoundMessages["items"]> {
  const lines = new Map<LineId, Line>();
  const rows = await linesAt(pool, found, { viewer, upTo });
  for (const line of await withQuotes(pool, rows, upTo)) lines.set(lineId(line), line);
  return found.flatMap((place) => {
    const line = lines.get(lineId(place));
    const content = line?.event.type === "MessageSent" ? line.event.data.content : null;
    return line && content !== null ? [{ line, highlights: highlightsOf(content, query.terms) }] : [];
  });
}

function nextAfter(
  { limit, after }: MessageSearch,
  [head]: readonly CandidateRow[],
  found: readonly Found[],
): SearchCursor | null {
  const { total = 0, newestAt = null, newestPosition = null, oldestAt = null, oldestPosition = null } = head ?? {};
  if (newestAt === null || newestPosition === null || oldestAt === null || oldestPosition === null) return null;
  const last = found[limit - 1];
  if (last && found.length > limit) {
    return {
      newest: after?.newest ?? { at: newestAt, position: newestPosition },
      isFurther: after?.isFurther ?? false,
      last: { at: last.createdAt, position: last.position, rank: last.rank },
    };
  }
  if (total <= mostCounted) return null;
  return { newest: { at: oldestAt, position: String(BigInt(oldestPosition) - 1n) }, isFurther: true, last: null };
}
