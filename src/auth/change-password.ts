import { credentialsOf } from "./accounts.ts";
import type { Auth } from "./auth.ts";
import { hashPassword, isPassword } from "./password-hash.ts";
import { passwordFrom } from "./password.ts";
import { forgetResets } from "./forget-resets.ts";
import { isRefused, refused, type Refused } from "./refused.ts";
import { endSessions } from "./sessions.ts";
import { transaction } from "../platform/postgres/transaction.ts";

export interface PasswordChange {
  readonly userId: string;
  /** The session that goes on. */
  readonly sessionId: string;
  readonly current: string;
  readonly new: string;
}

export interface PasswordChanged {
  readonly kind: "changed";
  readonly endedSessions: readonly string[];
}

/** All other sessions end with it: whoever knew the old password is out. @throws QueueFull */
export async function changePassword(auth: Auth, change: PasswordChange): Promise<PasswordChanged | Refused> {
  const { userId, sessionId } = change;
  const password = passwordFrom(change.new, "new");
  if (isRefused(password)) return password;
  const current = passwordFrom(change.current, "current");
  if (isRefused(current)) return wrong;
  const credentials = await credentialsOf(auth, userId);
  if (!credentials) return refused("not_found", "There is no such account.");
  if (!(await isPassword(current, credentials.passwordHash))) return wrong;
  const passwordHash = await hashPassword(password);
  return transaction(auth.pool, async (client) => {
    // Somebody may have changed it while this one was hashed: then `current` is not current any more.
    const { rowCount } = await client.query(
      `update accounts.accounts set password_hash = $3, password_version = password_version + 1
       where user_id = $1 and password_version = $2 and not is_disabled`,
      [userId, credentials.passwordVersion, passwordHash],
    );
    if (rowCount === 0) return wrong;
    await forgetResets(client, userId);
    return { kind: "changed", endedSessions: await endSessions(client, { userId, but: sessionId }) };
  });
}

const wrong: Refused = {
  kind: "refused",
  code: "forbidden",
  path: "current",
  detail: "This is not the current password.",
};
