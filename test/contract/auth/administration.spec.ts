import { describe, expect, it, vi } from "vitest";
import { accountOf, listAccounts, type Role } from "../../../src/auth/accounts.ts";
import { changeAccount, type AccountChange } from "../../../src/auth/administration.ts";
import { login } from "../../../src/auth/login.ts";
import { authenticate } from "../../../src/auth/sessions.ts";
import { transaction } from "../../../src/platform/postgres/transaction.ts";
import { authUnderTest, password, twenty } from "./auth-under-test.ts";

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

const changes: readonly Omit<AccountChange, "userId">[] = [
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
    expect(await changeAccount(auth, { userId, isDisabled: true })).toEqual({
      kind: "changed",
      endedSessions: [session.sessionId],
    });
    expect(await accountOf(auth, userId)).toEqual({ ...account, isDisabled: true });
    expect(await changeAccount(auth, { userId, isDisabled: false })).toEqual({ kind: "changed", endedSessions: [] });
    expect(await authenticate(auth, session.token)).toBeNull();
    expect(await login(auth, { login: "bob", password })).not.toBeNull();
  });

  it("disabled at the same moment as twenty logins keeps none of them", async () => {
    await auth.person("ada");
    const { userId } = (await auth.person("bob")).account;
    const disable = login(auth, { login: "bob", password }).then(() =>
      changeAccount(auth, { userId, isDisabled: true }),
    );
    await Promise.all([disable, twenty(() => login(auth, { login: "bob", password }))]);
    await changeAccount(auth, { userId, isDisabled: false });
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
    await changeAccount(auth, { userId, roles: ["operator", "auditor", "operator"] });
    expect((await accountOf(auth, userId))?.roles).toEqual(["auditor", "operator"]);
    await changeAccount(auth, { userId, roles: [] });
    expect((await accountOf(auth, userId))?.roles).toEqual([]);
  });

  it("is given no role that there is not", async () => {
    const { userId } = (await auth.person("ada")).account;
    const roles: Role[] = ["administrator", "root" as Role];
    expect(await changeAccount(auth, { userId, roles })).toMatchObject({ code: "validation_failed", path: "roles" });
  });

  it.each(["nobody", "", "\u0000", "\ud800"])("that is not there cannot be changed: %j", async (userId) => {
    await auth.person("ada");
    expect(await changeAccount(auth, { userId, isDisabled: true })).toMatchObject({ code: "not_found" });
    expect(await accountOf(auth, userId)).toBeNull();
  });

  it("is listed by username, a page at a time", async () => {
    for (const name of ["Cy", "ada", "Bob"].map((each) => `${each}-x`)) await auth.person(name);
    const first = await listAccounts(auth, { limit: 2 });
    expect(first.map(({ username }) => username)).toEqual(["ada-x", "Bob-x"]);
    expect((await listAccounts(auth, { after: "bob-x" })).map(({ username }) => username)).toEqual(["Cy-x"]);
  });
});

describe("the last administrator", () => {
  it.each(changes)("stays one: %j", async (change) => {
    const { userId } = (await auth.person("ada")).account;
    await auth.person("bob");
    expect(await changeAccount(auth, { userId, ...change })).toEqual(last);
    expect(await enabledAdministrators()).toEqual([userId]);
  });

  it("is not the one whose fellow is disabled", async () => {
    const ada = (await auth.person("ada")).account;
    const bob = (await auth.person("bob")).account;
    await changeAccount(auth, { userId: bob.userId, roles: ["administrator"] });
    await changeAccount(auth, { userId: bob.userId, isDisabled: true });
    expect(await changeAccount(auth, { userId: ada.userId, isDisabled: true })).toEqual(last);
    await changeAccount(auth, { userId: bob.userId, isDisabled: false });
    expect(await changeAccount(auth, { userId: ada.userId, isDisabled: true })).toMatchObject({ kind: "changed" });
    expect(await enabledAdministrators()).toEqual([bob.userId]);
  });

  it("may be given other roles too", async () => {
    const { userId } = (await auth.person("ada")).account;
    await changeAccount(auth, { userId, roles: ["operator", "administrator"] });
    expect((await accountOf(auth, userId))?.roles).toEqual(["administrator", "operator"]);
  });

  it.each(changes)("remains when all twenty go at once: %j", async (change) => {
    const ids = await administrators();
    const outcomes = await twenty((index) => changeAccount(auth, { userId: ids[index] ?? "", ...change }));
    expect(outcomes.filter(({ kind }) => kind === "changed")).toHaveLength(19);
    expect(await enabledAdministrators()).toHaveLength(1);
  });
});
