import { sql } from "slonik";
import { z } from "zod";
import type { Names, People } from "../../domain/user/people.ts";
import type { UserId } from "../../domain/ids.ts";
import { locales, mailChoices } from "../../domain/user/events.ts";
import type { QueryPool } from "../../platform/postgres/query-pool.ts";
import type { PeopleReads, Profile } from "../reads/people.ts";
import * as fields from "./fields.ts";
import { blockedBy } from "./people-blocked.ts";
import { searchPeople } from "./people-search.ts";
import { users } from "./tables.ts";

export function peopleReads(pool: QueryPool): PeopleReads {
  return {
    named: (ids) => named(pool, ids),
    profile: (id) => profile(pool, id),
    search: (search) => searchPeople(pool, search),
    blockedBy: (id, page) => blockedBy(pool, id, page),
  };
}

const namedRow = z.object({
  id: fields.userId,
  username: z.string().nullable(),
  displayName: z.string().nullable(),
  erasedAs: z.int().nullable(),
});

async function named(pool: QueryPool, ids: readonly UserId[]): Promise<People> {
  if (ids.length === 0) return new Map();
  const rows = await pool.any(sql.prepared("people named", namedRow)`
    select id, username, display_name as "displayName", erased_as as "erasedAs" from ${users}
    where id = any (${sql.array([...new Set(ids)], "text")})
  `);
  return new Map(
    rows.map(({ id, erasedAs, ...names }): [UserId, Names] => [
      id,
      { ...names, ...(erasedAs !== null && { erasedAs }) },
    ]),
  );
}

const profileRow = z.object({
  userId: fields.userId,
  locale: z.enum(locales).nullable(),
  timeZone: z.string().nullable(),
  notifyEmail: z.enum(mailChoices).nullable(),
});

async function profile(pool: QueryPool, id: UserId): Promise<Profile | null> {
  return pool.first(sql.prepared("profile", profileRow)`
    select id as "userId", locale, time_zone as "timeZone", notify_email as "notifyEmail" from ${users}
    where id = ${id}
  `);
}
