import { randomUUID } from "node:crypto";
import type { Auth, Queryable } from "./auth.ts";
import { findable } from "./text.ts";
import { newToken, tokenHash } from "./token.ts";

export interface Invite {
  readonly id: string;
  /** To whom it was sent, if anybody; whoever has its link may use it. */
  readonly email: string | null;
  readonly createdBy: string;
  readonly createdAt: Date;
  readonly expiresAt: Date;
}

const lifetime = 7 * 24 * 3_600_000;

/** Lets one person register within seven days. The token is known this once. */
export async function createInvite(
  { pool, now }: Auth,
  { createdBy, email = null }: { readonly createdBy: string; readonly email?: string | null },
): Promise<Invite & { readonly token: string }> {
  const createdAt = now();
  const invite: Invite = {
    id: randomUUID(),
    email,
    createdBy,
    createdAt,
    expiresAt: new Date(createdAt.getTime() + lifetime),
  };
  const { token, hash } = newToken("invite");
  await pool.query(
    `insert into accounts.invites (id, token_hash, email, created_by, created_at, expires_at)
     values ($1, $2, $3, $4, $5, $6)`,
    [invite.id, hash, email, createdBy, createdAt, invite.expiresAt],
  );
  return { ...invite, token };
}

export interface InvitePage {
  readonly limit?: number;
  /** The last one of the page before. */
  readonly after?: { readonly createdAt: Date; readonly id: string };
}

/** Those that can still be used, at most 101, the newest first. */
export async function listInvites({ pool, now }: Auth, { limit = 50, after }: InvitePage = {}): Promise<Invite[]> {
  const { rows } = await pool.query<Invite>(
    `select id, email, created_by as "createdBy", created_at as "createdAt", expires_at as "expiresAt"
     from accounts.invites
     where used_by is null and expires_at > $1 and (created_at, id) < (coalesce($2, 'infinity'::timestamptz), $3)
     order by created_at desc, id desc limit $4`,
    [now(), after?.createdAt, after?.id ?? "", Math.min(limit, 101)],
  );
  return rows;
}

/** From now on the token in a mail works, too. @returns the invitation; null where it can't be used any more. */
export async function mailedInvite(
  { pool, now }: Pick<Auth, "pool" | "now">,
  { id, hash }: { readonly id: string; readonly hash: Buffer },
): Promise<Invite | null> {
  const { rows } = await pool.query<Invite>(
    `update accounts.invites set mailed_token_hash = $2 where id = $1 and used_by is null and expires_at > $3
     returning id, email, created_by as "createdBy", created_at as "createdAt", expires_at as "expiresAt"`,
    [findable(id), hash, now()],
  );
  return rows[0] ?? null;
}

/** @returns whether it was there, unused. */
export async function withdrawInvite({ pool }: Auth, id: string): Promise<boolean> {
  const { rowCount } = await pool.query("delete from accounts.invites where id = $1 and used_by is null", [
    findable(id),
  ]);
  return rowCount === 1;
}

export async function isInvited({ pool, now }: Auth, token: string): Promise<boolean> {
  const { rowCount } = await pool.query(
    `select 1 from accounts.invites
     where (token_hash = $1 or mailed_token_hash = $1) and used_by is null and expires_at > $2`,
    [tokenHash("invite", token), now()],
  );
  return rowCount === 1;
}

/** Of several who use one at the same moment one succeeds. @returns whether it was this one. */
export async function useInvite(
  db: Queryable,
  { token, userId, now }: { token: string; userId: string; now: Date },
): Promise<boolean> {
  const { rowCount } = await db.query(
    `update accounts.invites set used_by = $2
     where (token_hash = $1 or mailed_token_hash = $1) and used_by is null and expires_at > $3`,
    [tokenHash("invite", token), userId, now],
  );
  return rowCount === 1;
}
