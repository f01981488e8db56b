import { randomUUID } from "node:crypto";
import type { Role } from "./accounts.ts";
import type { Auth, Queryable } from "./auth.ts";
import { findable } from "./text.ts";
import { newToken, tokenHash } from "./token.ts";

/** A session just opened: the only time that its token is known. */
export interface OpenedSession {
  readonly sessionId: string;
  readonly token: string;
  /** Later, when it is used meanwhile. */
  readonly expiresAt: Date;
}

export interface Session {
  readonly id: string;
  readonly createdAt: Date;
  /** To the minute. */
  readonly lastSeenAt: Date;
  readonly expiresAt: Date;
  readonly userAgent: string | null;
}

export interface Authenticated {
  readonly userId: string;
  readonly username: string;
  readonly roles: readonly Role[];
  readonly sessionId: string;
}

/** Unused for so long, a session is over. */
const lifetime = 90 * 24 * 3_600_000;
/** Its last use is noted at most this often. */
const touchInterval = 60_000;
/** One more, and the one that was unused the longest ends. */
export const maxSessions = 100;

/**
 * Opens one where the account is still what was checked a moment ago: enabled, its password the one of that version. It
 * waits for a change that is under way. @returns null where it is not.
 */
export async function openSession(
  db: Queryable,
  opening: { userId: string; passwordVersion: number; userAgent: string | undefined; now: Date },
): Promise<OpenedSession | null> {
  const { userId, passwordVersion, userAgent, now } = opening;
  const sessionId = randomUUID();
  const { token, hash } = newToken("session");
  const expiresAt = new Date(now.getTime() + lifetime);
  const { rowCount } = await db.query(
    `insert into accounts.sessions (id, user_id, token_hash, created_at, last_seen_at, expires_at, user_agent)
     select $1, user_id, $3, $4, $4, $5, $6 from accounts.accounts
     where user_id = $2 and password_version = $7 and not is_disabled
     for share`,
    [sessionId, userId, hash, now, expiresAt, userAgent === undefined ? null : tidy(userAgent), passwordVersion],
  );
  if (rowCount === 0) return null;
  await endSurplus(db, userId);
  return { sessionId, token, expiresAt };
}

/** Who comes with these tokens; one that is none, or over, or whose account is disabled, is missing. */
export async function authenticateAll(
  { pool, now }: Auth,
  tokens: readonly string[],
): Promise<ReadonlyMap<string, Authenticated>> {
  const byHash = new Map(tokens.flatMap((token) => entryOf(token)));
  if (byHash.size === 0) return new Map();
  const at = now();
  const { rows } = await pool.query<Authenticated & { hash: string; lastSeenAt: Date }>({
    name: "authenticate",
    text: `select sessions.user_id as "userId", username, roles, id as "sessionId", last_seen_at as "lastSeenAt",
             encode(token_hash, 'hex') as hash
           from unnest($1::text[]) as wanted (hash)
           join accounts.sessions on token_hash = decode(wanted.hash, 'hex')
           join accounts.accounts on accounts.user_id = sessions.user_id
           where expires_at > $2 and not is_disabled`,
    values: [[...byHash.keys()], at],
  });
  const isDue = (lastSeenAt: Date): boolean => at.getTime() - lastSeenAt.getTime() >= touchInterval;
  const due = rows.filter(({ lastSeenAt }) => isDue(lastSeenAt)).map(({ sessionId }) => sessionId);
  if (due.length > 0) await touch(pool, { sessionIds: due, at });
  return new Map(
    rows.map(({ lastSeenAt: _noted, hash, ...authenticated }) => [byHash.get(hash) ?? "", authenticated] as const),
  );
}

function entryOf(token: string): [hash: string, token: string][] {
  const hash = tokenHash("session", token);
  return hash === null ? [] : [[hash.toString("hex"), token]];
}

/** Whether it goes on, for who holds a connection open on its strength; this is no use of it. */
export async function isSessionOpen({ pool, now }: Auth, sessionId: string): Promise<boolean> {
  const { rowCount } = await pool.query(
    `select 1 from accounts.sessions join accounts.accounts on accounts.user_id = sessions.user_id
     where id = $1 and expires_at > $2 and not is_disabled`,
    [findable(sessionId), now()],
  );
  return rowCount === 1;
}

/** Those that are not over, the last used first. */
export async function listSessions({ pool, now }: Auth, userId: string): Promise<Session[]> {
  const { rows } = await pool.query<Session>(
    `select id, created_at as "createdAt", last_seen_at as "lastSeenAt", expires_at as "expiresAt",
       user_agent as "userAgent"
     from accounts.sessions where user_id = $1 and expires_at > $2
     order by last_seen_at desc, id limit $3`,
    [userId, now(), maxSessions],
  );
  return rows;
}

/** Ends one of this person's sessions, by logging out or from another device. @returns whether it was there. */
export async function endSession(
  { pool }: Auth,
  { userId, sessionId }: { userId: string; sessionId: string },
): Promise<boolean> {
  const { rowCount } = await pool.query("delete from accounts.sessions where user_id = $1 and id = $2", [
    userId,
    findable(sessionId),
  ]);
  return rowCount === 1;
}

/** @returns the ids of those that ended. */
export async function endSessions(
  db: Queryable,
  { userId, but = null }: { userId: string; but?: string | null },
): Promise<string[]> {
  const { rows } = await db.query<{ id: string }>(
    "delete from accounts.sessions where user_id = $1 and id is distinct from $2 returning id",
    [userId, but],
  );
  return rows.map(({ id }) => id);
}

async function touch(db: Queryable, { sessionIds, at }: { sessionIds: readonly string[]; at: Date }): Promise<void> {
  await db.query(
    "update accounts.sessions set last_seen_at = $2, expires_at = $3 where id = any ($1) and last_seen_at < $2",
    [sessionIds, at, new Date(at.getTime() + lifetime)],
  );
}

/** Skips those that somebody else is ending: two who delete the same rows could wait for each other. */
async function endSurplus(db: Queryable, userId: string): Promise<void> {
  await db.query(
    `delete from accounts.sessions where id in (
       select id from accounts.sessions where id in (
         select id from accounts.sessions where user_id = $1 order by last_seen_at desc, created_at desc, id offset $2)
       for update skip locked)`,
    [userId, maxSessions],
  );
}

/** A header is whatever somebody sent. */
function tidy(userAgent: string): string {
  return Array.from(
    userAgent
      .slice(0, 1_000)
      .toWellFormed()
      .replaceAll(/\p{Cc}/gu, " "),
  )
    .slice(0, 200)
    .join("");
}
