import { accountOf, credentialsByLogin, type Account, type Credentials } from "./accounts.ts";
import type { Auth } from "./auth.ts";
import { hashPassword, isOutdated, isPassword } from "./password-hash.ts";
import { passwordFrom, type Password } from "./password.ts";
import { isRefused } from "./refused.ts";
import { openSession, type OpenedSession } from "./sessions.ts";

export interface Login {
  /** Username or e-mail. */
  readonly login: string;
  readonly password: string;
  readonly userAgent?: string | undefined;
}

export interface LoggedIn {
  readonly account: Account;
  readonly session: OpenedSession;
}

/** Null for a wrong password, an unknown and a disabled account alike, and after the same time. @throws QueueFull */
export async function login(auth: Auth, { login: name, password: text, userAgent }: Login): Promise<LoggedIn | null> {
  const password = passwordFrom(text);
  if (isRefused(password)) return null; // nobody's, so this says nothing about the account
  const credentials = await credentialsByLogin(auth, name);
  const isRight = await isPassword(password, credentials?.passwordHash ?? null);
  if (!isRight || !credentials || credentials.isDisabled) return null;
  await renewHash(auth, { credentials, password });
  const session = await openSession(auth.pool, { ...credentials, userAgent, now: auth.now() });
  const account = session && (await accountOf(auth, credentials.userId));
  return session && account && { account, session };
}

/** Of two logins at once either may write: both hash the same password. */
async function renewHash(
  { pool }: Auth,
  { credentials, password }: { credentials: Credentials; password: Password },
): Promise<void> {
  const { userId, passwordHash, passwordVersion } = credentials;
  if (passwordHash === null || !isOutdated(passwordHash)) return;
  await pool.query("update accounts.accounts set password_hash = $3 where user_id = $1 and password_version = $2", [
    userId,
    passwordVersion,
    await hashPassword(password),
  ]);
}
