import type { Auth, Queryable } from "./auth.ts";
import { foldEmail } from "./email.ts";
import type { Refused } from "./refused.ts";
import { findable } from "./text.ts";

export const allRoles = ["administrator", "auditor", "operator"] as const;
export type Role = (typeof allRoles)[number];

export interface Account {
  readonly userId: string;
  readonly username: string;
  readonly email: string | null;
  readonly roles: readonly Role[];
  readonly isDisabled: boolean;
  readonly createdAt: Date;
}

/** An account as a login needs it. */
export interface Credentials {
  readonly userId: string;
  readonly passwordHash: string | null;
  readonly passwordVersion: number;
  readonly isDisabled: boolean;
}

export interface NewAccount {
  readonly userId: string;
  readonly username: { readonly shown: string; readonly folded: string };
  readonly email: { readonly shown: string; readonly folded: string } | null;
  readonly displayName: string;
  readonly passwordHash: string | null;
  readonly isFirst: boolean;
  readonly createdAt: Date;
}

const columns = `user_id as "userId", username, email, roles, is_disabled as "isDisabled", created_at as "createdAt"`;
const credentials = `user_id as "userId", password_hash as "passwordHash", password_version as "passwordVersion",
  is_disabled as "isDisabled"`;

export async function accountOf({ pool }: Pick<Auth, "pool">, userId: string): Promise<Account | null> {
  const { rows } = await pool.query<Account>(`select ${columns} from accounts.accounts where user_id = $1`, [
    findable(userId),
  ]);
  return rows[0] ?? null;
}

/** Whether whoever registers next becomes the administrator, as in a new deployment. */
export async function needsFirstAccount({ pool }: Auth): Promise<boolean> {
  const { rows } = await pool.query<{ needed: boolean }>(
    `select not exists (select from accounts.accounts where is_first_administrator) as needed`,
  );
  return rows[0]?.needed ?? true;
}

/** By username or e-mail: no username holds an @. */
export async function credentialsByLogin({ pool }: Auth, login: string): Promise<Credentials | null> {
  const folded = foldEmail(login);
  const { rows } = await pool.query<Credentials>(
    `select ${credentials} from accounts.accounts where username_folded = $1 or email_folded = $1`,
    [findable(folded)],
  );
  return rows[0] ?? null;
}

export async function credentialsOf({ pool }: Auth, userId: string): Promise<Credentials | null> {
  const { rows } = await pool.query<Credentials>(`select ${credentials} from accounts.accounts where user_id = $1`, [
    findable(userId),
  ]);
  return rows[0] ?? null;
}

/** @throws a violation of unique indexes, which `refusalOfTaken` and `isNotFirst` understand. */
export async function insertAccount(db: Queryable, account: NewAccount): Promise<Account> {
  const { username, email } = account;
  const { rows } = await db.query<Account>(
    `insert into accounts.accounts (user_id, username, username_folded, email, email_folded, password_hash, roles,
       is_first_administrator, created_at, pending_display_name)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
     returning ${columns}`,
    [
      account.userId,
      username.shown,
      username.folded,
      email?.shown,
      email?.folded,
      account.passwordHash,
      account.isFirst ? ["administrator"] : [],
      account.isFirst,
      account.createdAt,
      account.displayName,
    ],
  );
  const [inserted] = rows;
  if (!inserted) throw new Error("An insert of one account returned no row.");
  return inserted;
}

/** Null when the error is another one. */
export function refusalOfTaken(error: unknown): Refused | null {
  const constraint = violated(error);
  if (constraint === "username_taken") return taken("username", "This username is taken.");
  if (constraint === "email_taken") return taken("email", "This e-mail address has an account already.");
  return null;
}

/** Whether somebody else became the first administrator at the same moment. */
export function isNotFirst(error: unknown): boolean {
  return violated(error) === "first_administrator_exists";
}

function taken(path: string, detail: string): Refused {
  return { kind: "refused", code: "conflict", path, detail };
}

function violated(error: unknown): string | undefined {
  const { code, constraint } = error as { code?: string; constraint?: string };
  return code === "23505" ? constraint : undefined;
}
