import { randomBytes } from "node:crypto";
import { z } from "zod";
import { SmokeFailed, type SmokeClient } from "./client.ts";

export interface Account {
  readonly user: string;
  readonly password: string;
}

const session = z.looseObject({ token: z.string() });
const config = z.looseObject({ needs_first_account: z.boolean(), registration: z.string() });

/** Logs in; without an account it registers one, where anybody may. @returns what is worth knowing of it, or null */
export async function logIn(client: SmokeClient, account: Account | null): Promise<string | null> {
  if (account === null) return register(client);
  const json = { username: account.user, password: account.password };
  const { json: opened } = await client.call({ method: "POST", path: "/api/auth/login", json, expects: session });
  client.logIn(opened.token);
  return null;
}

/** Nobody comes to be the administrator by a smoke test. */
async function register(client: SmokeClient): Promise<string> {
  const { json: allowed } = await client.call({ path: "/api/config", expects: config });
  if (allowed.needs_first_account)
    throw new SmokeFailed("Nobody has an account yet, and the first one is the administrator's: make it first.");
  if (allowed.registration !== "open")
    throw new SmokeFailed(`Registration is ${allowed.registration}: name an account with --user and --password.`);
  const username = `smoke-${randomBytes(4).toString("hex")}`;
  const password = randomBytes(16).toString("base64url");
  const json = { username, email: `${username}@example.org`, password };
  const { json: opened } = await client.call({ method: "POST", path: "/api/auth/register", json, expects: session });
  client.logIn(opened.token);
  return `registered ${username}, which stays`;
}
