import { argon2Sync } from "node:crypto";
import { stat } from "node:fs/promises";
import { describe, expect, it, vi } from "vitest";
import { login } from "../../../src/auth/login.ts";
import { formatPhc } from "../../../src/auth/phc.ts";
import { Queue } from "../../../src/platform/queue.ts";
import { listSessions, maxSessions } from "../../../src/auth/sessions.ts";
import { authenticate, authUnderTest, password, twenty } from "./auth-under-test.ts";

const auth = authUnderTest();

/** How many passwords were hashed meanwhile: nothing else of a login costs time worth measuring. */
async function hashesIn(work: () => Promise<unknown>): Promise<number> {
  const run = vi.spyOn(Queue.prototype, "run");
  try {
    await work();
    return run.mock.calls.length;
  } finally {
    run.mockRestore();
  }
}

describe("logging in", () => {
  it.each(["Ada", "ada", " ＡＤＡ ", "Ada@example.org", "ADA@EXAMPLE.ORG"])(
    "works by username or e-mail: %j",
    async (name) => {
      const { account } = await auth.person("Ada");
      const loggedIn = await login(auth, { login: name, password, userAgent: "Browser" });
      expect(loggedIn?.account).toEqual(account);
      expect(await authenticate(auth, loggedIn?.session.token ?? "")).toMatchObject({ userId: account.userId });
    },
  );

  it("takes the password in whichever form a keyboard sends it", async () => {
    await auth.person("ada", { password: "zo\u00eb's password" });
    expect(await login(auth, { login: "ada", password: "zoe\u0308's password" })).not.toBeNull();
  });

  it.each([
    ["a wrong password", "ada", "wrong horse"],
    ["a password that nobody can have", "ada", "short"],
    ["a NUL in the password", "ada", `${password}\u0000`],
    ["nobody", "bob", password],
    ["no name", "", password],
    ["a NUL in the name", "ada\u0000", password],
    ["half a character in the name", "ada\ud800", password],
    ["a pattern", "%", password],
    ["a very long name", "💥".repeat(100_000), password],
  ])("is refused for %s", async (_, name, typed) => {
    await auth.person("ada");
    expect(await login(auth, { login: name, password: typed })).toBeNull();
    expect(await auth.rows("select 1 from accounts.sessions")).toHaveLength(1);
  });

  it("is refused for a disabled account, and for one without a password", async () => {
    await auth.person("ada");
    const { userId } = (await auth.person("bob")).account;
    await auth.change({ userId, isDisabled: true });
    expect(await login(auth, { login: "bob", password })).toBeNull();
    await auth.change({ userId, isDisabled: false });
    expect(await login(auth, { login: "bob", password })).not.toBeNull();
    await auth.rows("update accounts.accounts set password_hash = null where user_id = $1", [userId]);
    expect(await login(auth, { login: "bob", password })).toBeNull();
  });

  it("costs nobody and the disabled the same hash as a wrong password", async () => {
    await auth.person("ada");
    const { userId } = (await auth.person("bob")).account;
    await auth.change({ userId, isDisabled: true });
    expect(await hashesIn(() => login(auth, { login: "ada", password: "wrong horse" }))).toBe(1);
    expect(await hashesIn(() => login(auth, { login: "eve", password: "wrong horse" }))).toBe(1);
    expect(await hashesIn(() => login(auth, { login: "bob", password }))).toBe(1);
  });

  it("hashes the password anew when it was hashed with other parameters, and keeps the sessions", async () => {
    const { account, session } = await auth.person("ada");
    const old = { memory: 64, passes: 1, parallelism: 1, salt: Buffer.alloc(16, 1) };
    const hash = argon2Sync("argon2id", { message: password, nonce: old.salt, tagLength: 32, ...old });
    const set = "update accounts.accounts set password_hash = $2 where user_id = $1";
    await auth.rows(set, [account.userId, formatPhc({ ...old, hash })]);
    const logins = await twenty(() => login(auth, { login: "ada", password }));
    expect(logins.every((each) => each !== null)).toBe(true);
    const rows = await auth.rows(
      "select password_hash like '$argon2id$v=19$m=19456,t=2,p=1$%' as anew from accounts.accounts",
    );
    expect(rows).toEqual([{ anew: true }]);
    expect(await login(auth, { login: "ada", password })).not.toBeNull();
    expect(await authenticate(auth, session.token)).not.toBeNull();
  });

  it("works for a hundred at once, and leaves threads for files meanwhile", async () => {
    await auth.person("ada");
    let done = 0;
    const logins = Array.from({ length: 100 }, async () => {
      const loggedIn = await login(auth, { login: "ada", password });
      done += 1;
      return loggedIn;
    });
    await Promise.race(logins);
    await stat(".");
    expect(done).toBeLessThan(20);
    expect((await Promise.all(logins)).filter((each) => each !== null)).toHaveLength(100);
  });

  it(`leaves at most ${maxSessions} sessions, the latest ones`, async () => {
    const { account, session } = await auth.person("ada");
    await auth.rows(
      `insert into accounts.sessions (id, user_id, token_hash, created_at, last_seen_at, expires_at)
       select n::text, user_id, sha256(n::text::bytea), created_at, created_at + n * interval '1 second', expires_at
       from accounts.sessions, generate_series(1, 99) as n`,
    );
    auth.pass(100_000);
    await login(auth, { login: "ada", password });
    expect(await listSessions(auth, account.userId)).toHaveLength(maxSessions);
    expect(await authenticate(auth, session.token)).toBeNull();
  });
});
