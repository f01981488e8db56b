import { sql, type FragmentSqlToken } from "slonik";
import { z } from "zod";
import type { ConversationId, UserId } from "../../domain/ids.ts";
import type { QueryPool } from "../../platform/postgres/query-pool.ts";
import { folded } from "../folded.ts";
import { mayRead, readableAfter } from "./access.ts";
import { isCalled } from "./called.ts";
import * as fields from "./fields.ts";
import { conversations, members, publicRooms as rooms } from "./tables.ts";

/** Where somebody may search just now. */
export interface SearchScope {
  readonly ids: readonly ConversationId[];
  /** Of some of them only what is after a sequence; null: of none. */
  readonly after: Readonly<Record<string, number>> | null;
}

const anything = sql.fragment`true`;

/** Named ones are so many at most. */
const mostNamed = 1_000;

const scope = z.object({
  ids: z.array(fields.conversationId),
  after: z.record(z.string(), fields.count).nullable(),
});

export interface Wanted {
  readonly conversationId: ConversationId | undefined;
  /** What conversations are called, in part, or their ids: any of them. */
  readonly names: readonly string[];
}

/**
 * A conversation of which they are a member; one that is asked for may also be a public room. Nothing else is searched,
 * so this alone is what keeps others' words from them.
 */
export async function searchScope(
  pool: QueryPool,
  viewer: UserId,
  { conversationId, names }: Wanted,
): Promise<SearchScope> {
  const isNamed = names.length > 0;
  const only = conversationId === undefined ? anything : sql.fragment`c.id = ${conversationId}`;
  const called = isNamed ? sql.fragment`(${sql.or(names.map((name) => isNamedSo(viewer, name)))})` : anything;
  const open = conversationId === undefined && !isNamed ? sql.fragment`` : publicRooms(viewer, only, called);
  const found = await pool.first(sql.type(scope)`
    select coalesce(array_agg(readable.id), '{}') as ids,
      jsonb_object_agg(readable.id, readable.after) filter (where readable.after > 0) as after
    from (${own(viewer, only, called)} ${open}) readable
  `);
  return found ?? { ids: [], after: null };
}

const own = (viewer: UserId, only: FragmentSqlToken, called: FragmentSqlToken): FragmentSqlToken => sql.fragment`
  select c.id, ${readableAfter} as after from ${members} m join ${conversations} c on c.id = m.conversation_id
  where m.user_id = ${viewer} and m.role is not null and ${only} and ${called}`;

const publicRooms = (
  viewer: UserId,
  only: FragmentSqlToken,
  called: FragmentSqlToken,
): FragmentSqlToken => sql.fragment`
  union all (
    select c.id, ${readableAfter} as after from ${rooms} r join ${conversations} c on c.id = r.id
    left join ${members} m on m.conversation_id = c.id and m.user_id = ${viewer} and m.role is not null
    where m.role is null and ${mayRead(viewer)} and ${only} and ${called}
    limit ${mostNamed}
  )`;

/** By its id, or by what it is called. */
const isNamedSo = (viewer: UserId, name: string): FragmentSqlToken =>
  sql.fragment`(c.id = ${name} or ${isCalled(viewer, folded(name.trim()))})`;
