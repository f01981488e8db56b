import { ask, part } from "./request.ts";

export const accountRoles = ["administrator", "auditor", "operator"] as const;
export type AccountRole = (typeof accountRoles)[number];

/** A person as administrators see them. */
export interface Account {
  readonly id: string;
  readonly username: string | null;
  readonly display_name: string;
  readonly email: string | null;
  readonly roles: readonly AccountRole[];
  readonly is_disabled: boolean;
  /** Null where no session of theirs is left. */
  readonly last_seen_at: string | null;
}

export interface AccountPage {
  readonly users: readonly Account[];
  readonly next_cursor: string | null;
}

export async function listAccounts(query: string, cursor?: string): Promise<AccountPage> {
  const asked = { limit: 50, cursor, ...(query.trim() !== "" && { query: query.trim() }) };
  return (await ask<AccountPage>("/api/admin/users", { query: asked })).body;
}

export interface AccountChange {
  readonly roles?: readonly AccountRole[];
  readonly is_disabled?: boolean;
}

export async function changeAccount(id: string, change: AccountChange): Promise<Account> {
  return (await ask<Account>(`/api/admin/users/${part(id)}`, { method: "PATCH", body: change })).body;
}

/** It lets one person in, within seven days. */
export interface Invitation {
  readonly id: string;
  readonly email: string | null;
  readonly created_by: string;
  readonly expires_at: string;
}

export interface InvitationPage {
  readonly invites: readonly Invitation[];
  readonly next_cursor: string | null;
}

/** Those that can still be used, the newest first. */
export async function listInvitations(cursor?: string): Promise<InvitationPage> {
  return (await ask<InvitationPage>("/api/admin/invites", { query: { limit: 50, cursor } })).body;
}

/** Its link is told this once. */
export async function invite(email: string): Promise<Invitation & { readonly url: string }> {
  const body = email === "" ? {} : { email };
  return (await ask<Invitation & { readonly url: string }>("/api/admin/invites", { method: "POST", body })).body;
}

export async function withdrawInvitation(id: string): Promise<void> {
  await ask(`/api/admin/invites/${part(id)}`, { method: "DELETE" });
}

export async function announce(text: string, key: string): Promise<void> {
  await ask("/api/admin/announcements", { method: "POST", body: { text }, key });
}

export interface NewAccount {
  readonly username: string;
  readonly display_name: string;
  readonly email: string;
}

/** It has no password at first: whoever it is for chooses one by mail. */
export async function createAccount(account: NewAccount): Promise<Account> {
  const key = crypto.randomUUID();
  return (await ask<Account>("/api/admin/users", { method: "POST", body: account, key })).body;
}
