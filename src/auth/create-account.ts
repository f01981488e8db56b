import { createHash, randomUUID } from "node:crypto";
import { namedUuid } from "../commands/deciding/event-id.ts";
import type { RequestKey } from "../commands/deciding/command.ts";
import { transaction } from "../platform/postgres/transaction.ts";
import { insertAccount, refusalOfTaken, type Account } from "./accounts.ts";
import type { Auth } from "./auth.ts";
import { displayNameFrom } from "./display-name.ts";
import { emailFrom, type Email } from "./email.ts";
import { isRefused, refused, type Refused } from "./refused.ts";
import { usernameFrom, type Username } from "./username.ts";

export interface AccountCreation {
  /** The administrator. */
  readonly by: string;
  readonly username: string;
  /** Absent: the username. */
  readonly displayName?: string | undefined;
  readonly email: string;
  /** Belongs to the administrator: with the same body it finds the account that it made. */
  readonly key?: RequestKey;
}

export interface AccountCreated {
  readonly kind: "created";
  readonly account: Account;
  readonly displayName: string;
  readonly isReplay: boolean;
}

/**
 * Makes an account for somebody else, which has no password: its owner chooses one by its e-mail address.
 * UserRegistered is yet to be appended; then `markRegistered`.
 */
export async function createAccount(auth: Auth, creation: AccountCreation): Promise<AccountCreated | Refused> {
  const fields = fieldsOf(creation);
  if (isRefused(fields)) return fields;
  const { by, key } = creation;
  const userId = key ? namedUuid([by, "POST /api/admin/users", key.name]) : randomUUID();
  const request = key ? createHash("sha256").update(key.body).digest() : null;
  const earlier = await createdEarlier(auth, { userId, request });
  if (earlier) return earlier;
  const entry = { ...fields, userId, passwordHash: null, isFirst: false, createdAt: auth.now() };
  try {
    return await transaction(auth.pool, async (client) => {
      const account = await insertAccount(client, entry);
      await client.query("update accounts.accounts set made_by_request = $2 where user_id = $1", [userId, request]);
      return { kind: "created", account, displayName: fields.displayName, isReplay: false };
    });
  } catch (error) {
    // The same request may have come twice at the same moment.
    const refusal = (await createdEarlier(auth, { userId, request })) ?? refusalOfTaken(error);
    if (refusal) return refusal;
    throw error;
  }
}

interface Row extends Account {
  readonly request: Buffer | null;
  readonly displayName: string | null;
}

/** What a request with this key made before; null where it made nothing. */
async function createdEarlier(
  { pool }: Auth,
  { userId, request }: { readonly userId: string; readonly request: Buffer | null },
): Promise<AccountCreated | Refused | null> {
  if (!request) return null;
  const { rows } = await pool.query<Row>(
    `select user_id as "userId", username, email, roles, is_disabled as "isDisabled", created_at as "createdAt",
       made_by_request as request, pending_display_name as "displayName"
     from accounts.accounts where user_id = $1`,
    [userId],
  );
  const [found] = rows;
  if (!found) return null;
  const { request: first, displayName, ...account } = found;
  if (!first?.equals(request)) return refused("conflict", "This key was used for something else here.");
  return { kind: "created", account, displayName: displayName ?? account.username, isReplay: true };
}

interface Fields {
  readonly username: Username;
  readonly displayName: string;
  readonly email: Email;
}

function fieldsOf(creation: AccountCreation): Fields | Refused {
  const username = usernameFrom(creation.username);
  if (isRefused(username)) return username;
  const displayName = displayNameFrom(creation.displayName ?? username.shown);
  if (isRefused(displayName)) return displayName;
  const email = emailFrom(creation.email);
  return isRefused(email) ? email : { username, displayName, email };
}
