import { sql } from "slonik";
import { z } from "zod";
import type { UserId } from "../../domain/ids.ts";
import type { QueryPool } from "../../platform/postgres/query-pool.ts";
import { folded, wordsOf } from "../folded.ts";
import type { Paged } from "../reads/paged.ts";
import type { PeopleReads, PersonCursor } from "../reads/people.ts";
import * as fields from "./fields.ts";
import { pageOf } from "./page-of.ts";
import { users, words } from "./tables.ts";

type Search = Parameters<PeopleReads["search"]>[0];

/** More words than anybody is called. */
const mostWords = 10;
/** After whatever follows a beginning, in the order of bytes. */
const last = "\u{10FFFF}";

const found = z.object({ userId: fields.userId, name: z.string() });

/** Each word that is asked for begins one of theirs. */
export async function searchPeople(
  pool: QueryPool,
  { text, limit, after }: Search,
): Promise<Paged<UserId, PersonCursor>> {
  const asked = wordsOf(folded(text)).slice(0, mostWords);
  if (asked.length === 0 && text.trim() !== "") return { items: [], next: null };
  const beginnings = asked.map(
    (word) => sql.fragment`id in (select user_id from ${words} where word >= ${word} and word < ${word + last})`,
  );
  const rows = await pool.any(sql.type(found)`
    select id as "userId", display_name_folded as name from ${users}
    where (display_name_folded, id) > (${after?.name ?? ""}, ${after?.userId ?? ""}) and ${sql.and(beginnings)}
    order by display_name_folded, id limit ${limit + 1}
  `);
  const page = pageOf(rows, limit, (row): PersonCursor => row);
  return { ...page, items: page.items.map(({ userId }) => userId) };
}
