import type { ClientBase } from "pg";
import { allRoles, type Role } from "./accounts.ts";
import type { Auth } from "./auth.ts";
import { invalid, refused, type Refused } from "./refused.ts";
import { endSessions } from "./sessions.ts";
import { findable } from "./text.ts";
import { transaction } from "../platform/postgres/transaction.ts";

export interface AccountChange {
  readonly userId: string;
  /** Who changes it: an enabled administrator. */
  readonly by: string;
  readonly roles?: readonly Role[] | undefined;
  readonly isDisabled?: boolean | undefined;
}

export interface AccountChanged {
  readonly kind: "changed";
  /** Sessions that ended because the account is disabled. */
  readonly endedSessions: readonly string[];
}

/**
 * What an administrator sets on an account, both or nothing. Where it was disabled or enabled the log is yet to be told
 * (`finish-standings.ts`). The last enabled administrator stays one, however many
 * changes come at once.
 */
export async function changeAccount(auth: Auth, change: AccountChange): Promise<AccountChanged | Refused> {
  const { userId, isDisabled } = change;
  if (change.roles?.some((role) => !allRoles.includes(role))) return invalid("roles", "There is no such role.");
  return transaction(auth.pool, async (client) => {
    const administrators = await lockAdministrators(client);
    if (!administrators.includes(change.by)) return powerless; // not any more: somebody was faster
    const remains = isDisabled !== true && (change.roles?.includes("administrator") ?? true);
    if (!remains && administrators.length === 1 && administrators[0] === userId) return last;
    if (await isToBeErased(client, userId)) return leaving;
    const roles = change.roles && allRoles.filter((role) => change.roles?.includes(role));
    const { rowCount } = await client.query(
      `update accounts.accounts set roles = coalesce($2, roles), is_disabled = coalesce($3, is_disabled),
         standing_change = standing_change + case when $3 <> is_disabled then 1 else 0 end,
         standing_by = case when $3 <> is_disabled then $4 else standing_by end
       where user_id = $1 and not is_erased`,
      [findable(userId), roles, isDisabled, change.by],
    );
    if (rowCount === 0) return unknown;
    return { kind: "changed", endedSessions: isDisabled === true ? await endSessions(client, { userId }) : [] };
  });
}

/** From the moment it was asked for they are kept out. One who was erased is no account any more. */
async function isToBeErased(client: ClientBase, userId: string): Promise<boolean> {
  const { rowCount } = await client.query(
    "select from erasure.people join accounts.accounts using (user_id) where user_id = $1 and not is_erased",
    [findable(userId)],
  );
  return rowCount !== 0;
}

/** Who waits here sees the administrators as the change before left them. Always in one order, so nobody waits in a ring. */
export async function lockAdministrators(client: ClientBase): Promise<string[]> {
  const { rows } = await client.query<{ userId: string }>(
    `select user_id as "userId" from accounts.accounts
     where 'administrator' = any (roles) and not is_disabled
     order by user_id for no key update`,
  );
  return rows.map(({ userId }) => userId);
}

const unknown = refused("not_found", "There is no such account.");
const powerless = refused("forbidden", "This is for administrators.");
const leaving = refused("conflict", "This person is being erased.");
const last = refused("conflict", "This is the last administrator.");
