import pg from "pg";
import { afterEach, beforeEach, expect } from "vitest";
import { changeAccount, type AccountChange } from "../../../src/auth/administration.ts";
import type { Auth } from "../../../src/auth/auth.ts";
import { createInvite } from "../../../src/auth/invites.ts";
import { register, type Registered, type Registration } from "../../../src/auth/register.ts";
import { authenticateAll, type Authenticated } from "../../../src/auth/sessions.ts";
import { migratedDatabase, query } from "../../support/database.ts";

export const password = "correct horse";

export const minute = 60_000;
export const day = 24 * 60 * minute;

/** Who comes with this token; null where it lets nobody in. */
export async function authenticate(auth: Auth, token: string): Promise<Authenticated | null> {
  return (await authenticateAll(auth, [token])).get(token) ?? null;
}

/** Accounts in a new database for each test, and a clock that stands until it is moved. */
export class AuthUnderTest implements Auth {
  url = "";
  pool = new pg.Pool();
  readonly registration = "open";
  #at = Date.parse("2026-11-21T08:00:00Z");
  readonly now = (): Date => new Date(this.#at);

  /** The same deployment, set otherwise. */
  with(registration: Auth["registration"]): Auth {
    return { pool: this.pool, now: this.now, registration };
  }

  /** Time. */
  pass(milliseconds: number): void {
    this.#at += milliseconds;
  }

  async start(): Promise<void> {
    this.url = await migratedDatabase();
    this.pool = new pg.Pool({ connectionString: this.url, max: 10 });
  }

  /** Registered by name: with a password that all share, and an invite where one is needed. */
  async person(username: string, fields: Partial<Registration> = {}): Promise<Registered> {
    const email = `${username}@example.org`;
    return registered(await register(this.with("open"), { username, email, password, ...fields }));
  }

  /** By the first administrator. */
  async change(change: Omit<AccountChange, "by">): ReturnType<typeof changeAccount> {
    const [first] = await this.rows<{ by: string }>(
      "select user_id as by from accounts.accounts where is_first_administrator",
    );
    return changeAccount(this, { by: "nobody", ...first, ...change });
  }

  async invite(createdBy: string): Promise<string> {
    return (await createInvite(this, { createdBy })).token;
  }

  async rows<Row extends pg.QueryResultRow>(text: string, values?: unknown[]): Promise<Row[]> {
    return query<Row>(this.url, text, values);
  }
}

export function authUnderTest(): AuthUnderTest {
  const auth = new AuthUnderTest();
  beforeEach(() => auth.start());
  afterEach(() => auth.pool.end());
  return auth;
}

export function registered(outcome: Awaited<ReturnType<typeof register>>): Registered {
  if (outcome.kind === "registered") return outcome;
  return expect.fail(`${outcome.code}: ${outcome.detail}`);
}

/** Twenty at once. */
export async function twenty<Result>(work: (index: number) => Promise<Result>): Promise<Result[]> {
  return Promise.all(Array.from({ length: 20 }, (_, index) => work(index)));
}
