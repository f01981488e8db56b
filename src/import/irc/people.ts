import type { Auth } from "../../auth/auth.ts";
import {
  importedAccounts,
  insertImportedAccounts,
  markAllRegistered,
  type ImportedStanding,
} from "../../auth/imported-accounts.ts";
import type { CommandContext } from "../../commands/context.ts";
import { registerUser } from "../../commands/register-user.ts";
import type { UserId } from "../../domain/ids.ts";
import type { Keys } from "../../event-store/codec/event-type.ts";
import { usernameFor } from "./username.ts";

export interface Person {
  readonly userId: UserId;
  /** As it was first written. */
  readonly nick: string;
  readonly displayName?: string;
}

export interface PeopleContext {
  readonly commands: CommandContext;
  readonly auth: Auth;
  readonly keys: Keys;
}

/** People who are registered together: so many commands are under way at once. */
const groupSize = 1_000;

/**
 * Gives each of them an account, without a way to log in, and tells the log of it. Who has one already keeps it as it
 * is. @returns those whose words cannot be written, because they were erased.
 */
export async function registerPeople(
  context: PeopleContext,
  people: readonly Person[],
): Promise<{ erased: ReadonlySet<UserId> }> {
  const erased = new Set<UserId>();
  for (let from = 0; from < people.length; from += groupSize) {
    const group = people.slice(from, from + groupSize);
    for (const id of await erasedAmong(context.keys, group)) erased.add(id);
    const accounts = await haveAccounts(
      context.auth,
      group.filter(({ userId }) => !erased.has(userId)),
    );
    await registerInLog(context, accounts);
  }
  return { erased };
}

/** Asks for their keys in one go, which makes those that are missing; an erased person's has no secret any more. */
async function erasedAmong(keys: Keys, people: readonly Person[]): Promise<readonly UserId[]> {
  const found = await keys.forSealing(people.map(({ userId }) => `person:${userId}` as const));
  return people.map(({ userId }) => userId).filter((id) => found.get(`person:${id}`)?.secret === null);
}

async function haveAccounts(auth: Auth, people: readonly Person[]): Promise<readonly ImportedStanding[]> {
  const ids = people.map(({ userId }) => userId);
  for (let attempt = 1; ; attempt += 1) {
    const found = await importedAccounts(auth, ids);
    const there = new Set(found.map(({ userId }) => userId));
    const missing = people.filter(({ userId }) => !there.has(userId));
    if (missing.length === 0) return found;
    await insertImportedAccounts(
      auth,
      missing.map(({ userId, nick, displayName = nick }) => ({
        userId,
        username: usernameFor(nick, attempt),
        displayName,
      })),
    );
  }
}

async function registerInLog({ commands, auth }: PeopleContext, accounts: readonly ImportedStanding[]): Promise<void> {
  const unregistered = accounts.filter(({ isRegistered }) => !isRegistered);
  const outcomes = await Promise.all(
    unregistered.map(({ userId, username, displayName }) =>
      registerUser(commands, { userId: userId as UserId, username, displayName }),
    ),
  );
  const refused = outcomes.find((outcome) => outcome.kind === "refused");
  if (refused) throw new Error(`An account just made is refused by the log: ${refused.refusal.detail}`);
  await markAllRegistered(
    auth,
    unregistered.map(({ userId }) => userId),
  );
}
