import type { ClientBase } from "pg";
import { transaction } from "../platform/postgres/transaction.ts";
import { lockAdministrators } from "./administration.ts";
import type { Auth, Queryable } from "./auth.ts";
import { refused, type Refused } from "./refused.ts";
import { endSessions } from "./sessions.ts";
import { findable } from "./text.ts";

export interface ClosedForErasure {
  readonly kind: "closed";
  /** What they are called once they are erased: "Erased person <number>". */
  readonly number: number;
  readonly endedSessions: readonly string[];
}

/**
 * The beginning of an erasure, all of it or nothing: they are logged out and kept out, and it is on record that they are
 * to be erased, which goes on whatever happens. Of one that was begun it is said again.
 */
export async function closeForErasure(
  auth: Auth,
  { userId, by }: { readonly userId: string; readonly by: string | null },
): Promise<ClosedForErasure | Refused> {
  return transaction(auth.pool, async (client) => {
    const begun = await numberOf(client, userId);
    if (begun !== null) return { kind: "closed", number: begun, endedSessions: [] };
    const administrators = await lockAdministrators(client);
    if (by !== null && !administrators.includes(by)) return powerless;
    if (administrators.length === 1 && administrators[0] === userId) return last;
    const { rowCount } = await client.query(
      `update accounts.accounts set is_disabled = true, roles = '{}', standing_by = $2,
         standing_change = standing_change + case when is_disabled then 0 else 1 end
       where user_id = $1`,
      [findable(userId), by ?? userId],
    );
    if (rowCount === 0) return unknown;
    return {
      kind: "closed",
      number: await nextNumber(client, { userId, by }),
      endedSessions: await endSessions(client, { userId }),
    };
  });
}

async function numberOf(client: ClientBase, userId: string): Promise<number | null> {
  const { rows } = await client.query<{ number: number }>("select number from erasure.people where user_id = $1", [
    findable(userId),
  ]);
  return rows[0]?.number ?? null;
}

/** Two who are to be erased at once wait for each other here. */
async function nextNumber(
  client: ClientBase,
  { userId, by }: { readonly userId: string; readonly by: string | null },
): Promise<number> {
  await client.query("lock table erasure.people in share row exclusive mode");
  const { rows } = await client.query<{ number: number }>(
    `insert into erasure.people (user_id, number, asked_by)
     select $1, greatest((select coalesce(max(number), 0) from erasure.people),
       (select coalesce(max(person_number), 0) from keys.erased)) + 1, $2
     on conflict (user_id) do update set user_id = excluded.user_id returning number`,
    [userId, by],
  );
  const [row] = rows;
  if (!row) throw new Error("An insert of one row returned none.");
  return row.number;
}

/**
 * Nothing of the person stays in the row, and their username and e-mail address are free for others.
 * @returns the address, folded, for whoever else keeps it; null where there is none, or none any more
 */
export async function emptyAccount(db: Queryable, userId: string): Promise<string | null> {
  const email = await forgetInvitesTo(db, userId);
  await db.query(
    `with emptied as (
       update accounts.accounts set is_erased = true, is_disabled = true, roles = '{}', username = 'erased ' || user_id,
         username_folded = 'erased ' || user_id, email = null, email_folded = null, password_hash = null,
         password_version = password_version + 1, pending_display_name = null, registered_in_log = true,
         made_by_request = null
       where user_id = $1
     ), unused as (
       delete from accounts.invites where used_by is null and created_by = $1
     ), sessions as (
       delete from accounts.sessions where user_id = $1
     ), resets as (
       delete from accounts.password_resets where user_id = $1
     ), dismissed as (
       delete from accounts.dismissed_announcements where user_id = $1
     )
     update accounts.invites set email = null, mailed_token_hash = null
     where used_by is not null and (created_by = $1 or used_by = $1)`,
    [userId],
  );
  return email;
}

/** Invitations that others sent to their address. */
async function forgetInvitesTo(db: Queryable, userId: string): Promise<string | null> {
  const { rows } = await db.query<{ email: string | null }>(
    `with account as (select email_folded from accounts.accounts where user_id = $1 and email_folded is not null),
     invited as (
       update accounts.invites i set email = null from account where lower(i.email) = account.email_folded
     )
     select email_folded as email from account`,
    [userId],
  );
  return rows[0]?.email ?? null;
}

const unknown = refused("not_found", "There is no such account.");
const powerless = refused("forbidden", "This is for administrators.");
const last = refused("conflict", "This is the last administrator.");
