import { ask, part } from "./request.ts";

export interface Account {
  readonly id: string;
  readonly username: string;
  readonly display_name: string;
  readonly email: string;
  readonly roles: readonly string[];
  readonly is_disabled: boolean;
}

export interface AccountPage {
  readonly users: readonly Account[];
  readonly next_cursor: string | null;
}

export async function listAccounts(query: string, cursor?: string): Promise<AccountPage> {
  const asked = { limit: 50, cursor, ...(query.trim() !== "" && { query: query.trim() }) };
  return (await ask<AccountPage>("/api/admin/users", { query: asked })).body;
}

export async function changeAccount(
  id: string,
  change: { readonly roles?: readonly string[]; readonly is_disabled?: boolean },
): Promise<Account> {
  return (await ask<Account>(`/api/admin/users/${part(id)}`, { method: "PATCH", body: change })).body;
}

/** For anybody, or for one address. */
export async function invite(email: string): Promise<{ readonly url: string }> {
  const body = email === "" ? {} : { email };
  return (await ask<{ readonly url: string }>("/api/admin/invites", { method: "POST", body })).body;
}

export async function announce(text: string): Promise<void> {
  await ask("/api/admin/announcements", { method: "POST", body: { text }, key: crypto.randomUUID() });
}
