import { randomUUID } from "node:crypto";
import {
  insertAccount,
  isNotFirst,
  needsFirstAccount,
  refusalOfTaken,
  type Account,
  type NewAccount,
} from "./accounts.ts";
import type { Auth } from "./auth.ts";
import { displayNameFrom } from "./display-name.ts";
import { emailFrom, type Email } from "./email.ts";
import { isInvited, useInvite } from "./invites.ts";
import { hashPassword } from "./password-hash.ts";
import { passwordFrom, type Password } from "./password.ts";
import { isRefused, type Refused } from "./refused.ts";
import { openSession, type OpenedSession } from "./sessions.ts";
import { transaction } from "../platform/postgres/transaction.ts";
import { usernameFrom, type Username } from "./username.ts";

export interface Registration {
  readonly username: string;
  /** Absent: the username. */
  readonly displayName?: string | undefined;
  readonly email: string;
  readonly password: string;
  readonly invite?: string | undefined;
  readonly userAgent?: string | undefined;
}

export interface Registered {
  readonly kind: "registered";
  readonly account: Account;
  readonly displayName: string;
  readonly session: OpenedSession;
}

/**
 * Makes an account and opens its first session. The first account is the administrator and may be made whatever the
 * registration is set to. UserRegistered is yet to be appended; then `markRegistered`.
 */
export async function register(auth: Auth, registration: Registration): Promise<Registered | Refused> {
  const fields = fieldsOf(registration);
  if (isRefused(fields)) return fields;
  const uninvited = await refusalOfUninvited(auth, registration);
  if (uninvited) return uninvited; // before the password costs anything
  const passwordHash = await hashPassword(fields.password);
  for (;;) {
    const isFirst = await needsFirstAccount(auth);
    const entry = { ...fields, passwordHash, isFirst, userId: randomUUID(), createdAt: auth.now() };
    try {
      return await enter(auth, { entry, registration });
    } catch (error) {
      if (isNotFirst(error)) continue; // now there is one: the next round finds it
      const refusal = refusalOfTaken(error);
      if (refusal) return refusal;
      throw error;
    }
  }
}

/** All of it or nothing: the invite used, the account, the session. */
async function enter(
  { pool, registration: mode }: Auth,
  { entry, registration }: { entry: NewAccount; registration: Registration },
): Promise<Registered | Refused> {
  const { userId, displayName, isFirst, createdAt: now } = entry;
  return transaction(pool, async (client) => {
    if (!isFirst && mode === "closed") return closed;
    if (!isFirst && mode === "invite") {
      const isUsed = await useInvite(client, { token: registration.invite ?? "", userId, now });
      if (!isUsed) return unusable;
    }
    const account = await insertAccount(client, entry);
    const session = await openSession(client, { userId, passwordVersion: 1, userAgent: registration.userAgent, now });
    if (!session) throw new Error("An account just made could not be given a session.");
    return { kind: "registered", account, displayName, session };
  });
}

interface Fields {
  readonly username: Username;
  readonly displayName: string;
  readonly email: Email;
  readonly password: Password;
}

function fieldsOf(registration: Registration): Fields | Refused {
  const username = usernameFrom(registration.username);
  if (isRefused(username)) return username;
  const displayName = displayNameFrom(registration.displayName ?? username.shown);
  if (isRefused(displayName)) return displayName;
  const email = emailFrom(registration.email);
  if (isRefused(email)) return email;
  const password = passwordFrom(registration.password);
  if (isRefused(password)) return password;
  return { username, displayName, email, password };
}

async function refusalOfUninvited(auth: Auth, { invite }: Registration): Promise<Refused | null> {
  if (auth.registration === "open" || (await needsFirstAccount(auth))) return null;
  if (auth.registration === "closed") return closed;
  if (invite === undefined) return uninvited;
  return (await isInvited(auth, invite)) ? null : unusable;
}

const closed: Refused = { kind: "refused", code: "forbidden", detail: "Registration is closed." };
const uninvited: Refused = {
  kind: "refused",
  code: "forbidden",
  path: "invite",
  detail: "Registration is by invitation.",
};
const unusable: Refused = {
  kind: "refused",
  code: "forbidden",
  path: "invite",
  detail: "This invitation was used, withdrawn, or is too old.",
};
