import { describe, expect, it, vi } from "vitest";
import { accountOf, type Role } from "../../../src/auth/accounts.ts";
import { changeAccount, type AccountChange } from "../../../src/auth/administration.ts";
import { closeForErasure } from "../../../src/auth/erase-account.ts";
import { listAccounts, listedAccount } from "../../../src/auth/list-accounts.ts";
import { login } from "../../../src/auth/login.ts";
import { transaction } from "../../../src/platform/postgres/transaction.ts";
import { authenticate, authUnderTest, password, twenty } from "./auth-under-test.ts";

const auth = authUnderTest();
const last = { kind: "refused", code: "conflict", detail: "This is the last administrator." };

async function enabledAdministrators(): Promise<string[]> {
  const rows = await auth.rows<{ id: string }>(
    "select user_id as id from accounts.accounts where 'administrator' = any (roles) and not is_disabled",
  );
  return rows.map(({ id }) => id);
}

/** Twenty administrators. */
async function administrators(): Promise<string[]> {
  await auth.person("person-0");
  await auth.rows(
    `insert into accounts.accounts (user_id, username, username_folded, roles, created_at, pending_display_name)
     select 'person-' || n, 'person-' || n, 'person-' || n, '{administrator}', now(), 'Someone'
     from generate_series(1, 19) as n`,
  );
  return enabledAdministrators();
}

const changes: readonly Omit<AccountChange, "userId" | "by">[] = [
  { isDisabled: true },
  { roles: [] },
  { roles: ["auditor"] },
  { isDisabled: true, roles: ["administrator"] },
];

describe("an account", () => {
  it("that is disabled loses its sessions for good", async () => {
    await auth.person("ada");
    const { account, session } = await auth.person("bob");
    const { userId } = account;
    expect(await auth.change({ userId, isDisabled: true })).toEqual({
      kind: "changed",
      endedSessions: [session.sessionId],
    });
    expect(await accountOf(auth, userId)).toEqual({ ...account, isDisabled: true });
    expect(await auth.change({ userId, isDisabled: false })).toEqual({ kind: "changed", endedSessions: [] });
    expect(await authenticate(auth, session.token)).toBeNull();
    expect(await login(auth, { login: "bob", password })).not.toBeNull();
  });

  it("of somebody who is to be erased stays disabled, and is given no role", async () => {
    const { userId: by } = (await auth.person("ada")).account;
    const { userId } = (await auth.person("bob")).account;
    expect(await closeForErasure(auth, { userId, by })).toMatchObject({ kind: "closed" });
    const refused = { kind: "refused", code: "conflict", detail: "This person is being erased." };
    for (const change of [{ isDisabled: false }, { roles: ["administrator"] as const }])
      expect(await changeAccount(auth, { userId, by, ...change })).toEqual(refused);
    expect(await accountOf(auth, userId)).toMatchObject({ isDisabled: true, roles: [] });
  });

  it("disabled at the same moment as twenty logins keeps none of them", async () => {
    await auth.person("ada");
    const { userId } = (await auth.person("bob")).account;
    const disable = login(auth, { login: "bob", password }).then(() => auth.change({ userId, isDisabled: true }));
    await Promise.all([disable, twenty(() => login(auth, { login: "bob", password }))]);
    await auth.change({ userId, isDisabled: false });
    expect(await auth.rows("select 1 from accounts.sessions where user_id = $1", [userId])).toEqual([]);
  });

  it("that is being disabled keeps a login waiting, and then out", async () => {
    const { userId } = (await auth.person("ada")).account;
    let waiting: ReturnType<typeof login> | undefined;
    await transaction(auth.pool, async (client) => {
      await client.query("update accounts.accounts set is_disabled = true where user_id = $1", [userId]);
      waiting = login(auth, { login: "ada", password });
      await vi.waitFor(async () => {
        const rows = await auth.rows(
          "select 1 from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'",
        );
        expect(rows).toHaveLength(1);
      }, 5_000);
    });
    expect(await waiting).toBeNull();
    expect(await auth.rows("select 1 from accounts.sessions")).toHaveLength(1);
  });

  it("is given roles, each once", async () => {
    await auth.person("ada");
    const { userId } = (await auth.person("bob")).account;
    await auth.change({ userId, roles: ["operator", "auditor", "operator"] });
    expect((await accountOf(auth, userId))?.roles).toEqual(["auditor", "operator"]);
    await auth.change({ userId, roles: [] });
    expect((await accountOf(auth, userId))?.roles).toEqual([]);
  });

  it("is given no role that there is not", async () => {
    const { userId } = (await auth.person("ada")).account;
    const roles: Role[] = ["administrator", "root" as Role];
    expect(await auth.change({ userId, roles })).toMatchObject({ code: "validation_failed", path: "roles" });
  });

  it.each(["nobody", "", "\u0000", "\ud800"])("that is not there cannot be changed: %j", async (userId) => {
    await auth.person("ada");
    expect(await auth.change({ userId, isDisabled: true })).toMatchObject({ code: "not_found" });
    expect(await accountOf(auth, userId)).toBeNull();
  });

  it("is found by part of its username or address, or by what else it is known by", async () => {
    const { userId } = (await auth.person("ada", { email: "Countess@Example.org" })).account;
    for (const name of ["bob", "cem"]) await auth.person(name);
    const found = async (text: string, alsoIds: readonly string[] = []): Promise<string[]> =>
      (await listAccounts(auth, { text, alsoIds })).map(({ username }) => username);
    expect(await found("NTESS")).toEqual(["ada"]);
    expect(await found("example.org")).toEqual(["ada", "bob", "cem"]);
    expect(await found("ce", [userId])).toEqual(["ada", "cem"]);
    for (const text of ["%", "_", "\u0000", "nobody"]) expect(await found(text)).toEqual([]);
  });

  it("says when it was last seen, while a session of it is left", async () => {
    const { account } = await auth.person("ada");
    expect(await listedAccount(auth, account.userId)).toEqual({ ...account, lastSeenAt: auth.now() });
    await auth.rows("delete from accounts.sessions");
    expect(await listedAccount(auth, account.userId)).toEqual({ ...account, lastSeenAt: null });
  });

  it("is listed by username, a page at a time", async () => {
    for (const name of ["Cy", "ada", "Bob"].map((each) => `${each}-x`)) await auth.person(name);
    const first = await listAccounts(auth, { limit: 2 });
    expect(first.map(({ username }) => username)).toEqual(["ada-x", "Bob-x"]);
    expect((await listAccounts(auth, { after: "bob-x" })).map(({ username }) => username)).toEqual(["Cy-x"]);
  });
});

describe("whoever changes accounts", () => {
  it("is an enabled administrator at that moment", async () => {
    await auth.person("ada");
    const [bob, cem] = [(await auth.person("bob")).account.userId, (await auth.person("cem")).account.userId];
    const change = { userId: cem, by: bob, roles: ["auditor"] } as const;
    expect(await changeAccount(auth, change)).toMatchObject({ code: "forbidden" });
    await auth.change({ userId: bob, roles: ["administrator"] });
    expect(await changeAccount(auth, change)).toMatchObject({ kind: "changed" });
    await auth.change({ userId: bob, isDisabled: true });
    expect(await changeAccount(auth, { ...change, roles: [] })).toMatchObject({ code: "forbidden" });
  });

  it("has no say any more once another one was faster", async () => {
    const ada = (await auth.person("ada")).account.userId;
    const bob = (await auth.person("bob")).account.userId;
    const cem = (await auth.person("cem")).account.userId;
    for (const userId of [bob, cem]) await auth.change({ userId, roles: ["administrator"] });
    const outcomes = await Promise.all([
      changeAccount(auth, { by: ada, userId: bob, roles: [] }),
      changeAccount(auth, { by: bob, userId: ada, roles: [] }),
    ]);
    expect(outcomes.map((outcome) => (outcome.kind === "changed" ? "changed" : outcome.code)).toSorted()).toEqual([
      "changed",
      "forbidden",
    ]);
    expect(await enabledAdministrators()).toHaveLength(2);
  });
});

describe("the last administrator", () => {
  it.each(changes)("stays one: %j", async (change) => {
    const { userId } = (await auth.person("ada")).account;
    await auth.person("bob");
    expect(await auth.change({ userId, ...change })).toEqual(last);
    expect(await enabledAdministrators()).toEqual([userId]);
  });

  it("is not the one whose fellow is disabled", async () => {
    const ada = (await auth.person("ada")).account;
    const bob = (await auth.person("bob")).account;
    await auth.change({ userId: bob.userId, roles: ["administrator"] });
    await auth.change({ userId: bob.userId, isDisabled: true });
    expect(await auth.change({ userId: ada.userId, isDisabled: true })).toEqual(last);
    await auth.change({ userId: bob.userId, isDisabled: false });
    expect(await auth.change({ userId: ada.userId, isDisabled: true })).toMatchObject({ kind: "changed" });
    expect(await enabledAdministrators()).toEqual([bob.userId]);
  });

  it("may be given other roles too", async () => {
    const { userId } = (await auth.person("ada")).account;
    await auth.change({ userId, roles: ["operator", "administrator"] });
    expect((await accountOf(auth, userId))?.roles).toEqual(["administrator", "operator"]);
  });

  it.each(changes)("remains when all twenty go at once: %j", async (change) => {
    const ids = await administrators();
    const outcomes = await twenty((index) => {
      const userId = ids[index] ?? "";
      return changeAccount(auth, { by: userId, userId, ...change });
    });
    expect(outcomes.filter(({ kind }) => kind === "changed")).toHaveLength(19);
    expect(await enabledAdministrators()).toHaveLength(1);
  });
});
