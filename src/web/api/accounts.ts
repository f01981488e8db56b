import type { Deployment, Me, Person, Presence } from "../wire/shapes.ts";
import { ask, part } from "./request.ts";

export interface Registration {
  readonly username: string;
  readonly display_name: string;
  readonly email: string;
  readonly password: string;
  readonly invite?: string;
}

export async function getDeployment(): Promise<Deployment> {
  return (await ask<Deployment>("/api/config")).body;
}

export async function getMe(): Promise<Me> {
  return (await ask<Me>("/api/users/me")).body;
}

export type MyChange = Partial<Pick<Me, "display_name" | "locale" | "time_zone" | "notify_email">>;

export async function changeMe(change: MyChange): Promise<Me> {
  return (await ask<Me>("/api/users/me", { method: "PATCH", body: change })).body;
}

export async function register(registration: Registration): Promise<void> {
  await ask("/api/auth/register", { method: "POST", body: registration });
}

export async function logIn(credentials: { readonly username: string; readonly password: string }): Promise<void> {
  await ask("/api/auth/login", { method: "POST", body: credentials });
}

export async function logOut(): Promise<void> {
  await ask("/api/auth/logout", { method: "POST" });
}

export async function findPeople(query: string): Promise<readonly Person[]> {
  return (await ask<{ readonly users: readonly Person[] }>("/api/users", { query: { query, limit: 20 } })).body.users;
}

export async function getPerson(id: string): Promise<Person> {
  return (await ask<Person>(`/api/users/${part(id)}`)).body;
}

/** Of at most fifty. */
export async function getPresence(ids: readonly string[]): Promise<readonly Presence[]> {
  const query = { ids: ids.join(",") };
  return (await ask<{ readonly presence: readonly Presence[] }>("/api/users/presence", { query })).body.presence;
}

export interface Session {
  readonly id: string;
  readonly last_seen_at: string;
  readonly user_agent: string | null;
  readonly is_current: boolean;
}

export async function getSessions(): Promise<readonly Session[]> {
  return (await ask<{ readonly sessions: readonly Session[] }>("/api/auth/sessions")).body.sessions;
}

export async function endSession(id: string): Promise<void> {
  await ask(`/api/auth/sessions/${part(id)}`, { method: "DELETE" });
}

/** All but this one. */
export async function endOtherSessions(): Promise<void> {
  await ask("/api/auth/sessions", { method: "DELETE" });
}

export async function changePassword(change: { readonly current: string; readonly new: string }): Promise<void> {
  await ask("/api/auth/password", { method: "POST", body: change });
}

/** Has a mail sent to whoever has this address, if anybody has; the answer does not say. */
export async function askForReset(email: string): Promise<void> {
  await ask("/api/auth/reset", { method: "POST", body: { email } });
}

/** By the token in that mail, once. */
export async function setPasswordByMail(reset: { readonly token: string; readonly new: string }): Promise<void> {
  await ask("/api/auth/reset", { method: "POST", body: reset });
}

export interface Announcement {
  readonly id: string;
  readonly by_display_name: string;
  readonly text: string;
}

export async function getAnnouncements(): Promise<readonly Announcement[]> {
  const query = { limit: 20 };
  const { body } = await ask<{ readonly announcements: readonly Announcement[] }>("/api/announcements", { query });
  return body.announcements;
}

export async function dismissAnnouncement(id: string): Promise<void> {
  await ask(`/api/announcements/${part(id)}/dismiss`, { method: "POST" });
}

/** To one's own address. @returns that address */
export async function sendTestMail(): Promise<string> {
  return (await ask<{ readonly email: string }>("/api/users/me/test-mail", { method: "POST" })).body.email;
}

export interface PeoplePage {
  readonly users: readonly Person[];
  readonly next_cursor: string | null;
}

/** Those whose direct messages I do not take, the last one blocked first. */
export async function getBlocked(cursor?: string): Promise<PeoplePage> {
  return (await ask<PeoplePage>("/api/users/me/blocks", { query: { limit: 50, cursor } })).body;
}

export async function block(id: string): Promise<void> {
  await ask(`/api/users/${part(id)}/block`, { method: "POST" });
}

export async function unblock(id: string): Promise<void> {
  await ask(`/api/users/${part(id)}/block`, { method: "DELETE" });
}
