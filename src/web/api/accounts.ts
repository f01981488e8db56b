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

export async function changeMe(change: Partial<Pick<Me, "display_name" | "locale" | "time_zone">>): Promise<Me> {
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
