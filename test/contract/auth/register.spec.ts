import { describe, expect, it } from "vitest";
import { needsFirstAccount } from "../../../src/auth/accounts.ts";
import type { Auth } from "../../../src/auth/auth.ts";
import { listInvites, withdrawInvite } from "../../../src/auth/invites.ts";
import { register } from "../../../src/auth/register.ts";
import { authenticate, authUnderTest, day, password, registered, twenty } from "./auth-under-test.ts";

const auth = authUnderTest();
const ada = { username: "Ada", email: "Ada@Example.org", password };

type Outcome = Awaited<ReturnType<typeof register>>;

function registrations(outcomes: readonly Outcome[]): number {
  return outcomes.filter(({ kind }) => kind === "registered").length;
}

/** How often each refusal came, as "code path". */
function refusals(outcomes: readonly Outcome[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const outcome of outcomes) {
    if (outcome.kind === "registered") continue;
    const name = `${outcome.code} ${outcome.path ?? ""}`.trim();
    counts[name] = (counts[name] ?? 0) + 1;
  }
  return counts;
}

describe("registering", () => {
  it("gives an account as it was typed, and a session", async () => {
    const { account, displayName, session } = registered(
      await register(auth, { ...ada, displayName: " Ada Lovelace ", userAgent: "Browser" }),
    );
    expect(account).toEqual({
      userId: expect.any(String) as string,
      username: "Ada",
      email: "Ada@Example.org",
      roles: ["administrator"],
      isDisabled: false,
      createdAt: auth.now(),
    });
    expect(displayName).toBe("Ada Lovelace");
    expect(session.expiresAt).toEqual(new Date(auth.now().getTime() + 90 * day));
    expect(await authenticate(auth, session.token)).toEqual({
      userId: account.userId,
      username: "Ada",
      roles: ["administrator"],
      sessionId: session.sessionId,
    });
  });

  it("without a display name shows the username", async () => {
    expect(registered(await register(auth, ada)).displayName).toBe("Ada");
  });

  it.each([
    [{ username: "ＡＤＡ ", email: "other@example.org" }, "username"],
    [{ username: "bob", email: " ada@EXAMPLE.org" }, "email"],
  ])("refuses what is taken, however it is written: %j", async (fields, path) => {
    registered(await register(auth, ada));
    const outcome = await register(auth, { ...fields, password });
    expect(outcome).toMatchObject({ kind: "refused", code: "conflict", path });
    expect(await auth.rows("select username from accounts.accounts")).toEqual([{ username: "Ada" }]);
  });

  it.each([
    [{ username: "a" }, "username"],
    [{ username: "ada\u0000" }, "username"],
    [{ username: "ada\ud800" }, "username"],
    [{ displayName: "A\u202eda" }, "display_name"],
    [{ displayName: "Ada\u0007" }, "display_name"],
    [{ displayName: "" }, "display_name"],
    [{ email: "nowhere" }, "email"],
    [{ email: "ada\u0000@example.org" }, "email"],
    [{ password: "short" }, "password"],
    [{ password: "x".repeat(257) }, "password"],
    [{ password: "correct\u0000horse" }, "password"],
    [{ username: "💥".repeat(1_000_000) }, "username"],
  ])("refuses bad input by its path and writes nothing: %#", async (fields, path) => {
    const outcome = await register(auth, { ...ada, ...fields });
    expect(outcome).toMatchObject({ kind: "refused", code: "validation_failed", path });
    expect(await needsFirstAccount(auth)).toBe(true);
  });

  it("makes the first administrator, and ordinary people after", async () => {
    expect(await needsFirstAccount(auth)).toBe(true);
    expect((await auth.person("ada")).account.roles).toEqual(["administrator"]);
    expect(await needsFirstAccount(auth)).toBe(false);
    expect((await auth.person("bob")).account.roles).toEqual([]);
  });

  it("makes exactly one administrator of twenty who are first at once", async () => {
    const outcomes = await twenty((index) => auth.person(`person-${index}`));
    expect(outcomes.filter(({ account }) => account.roles.includes("administrator"))).toHaveLength(1);
    const rows = await auth.rows<{ count: number }>(
      "select count(*)::int as count from accounts.accounts where 'administrator' = any (roles)",
    );
    expect(rows).toEqual([{ count: 1 }]);
  });

  it("gives one username, and one e-mail, to one of twenty who want it at once", async () => {
    const byName = await twenty((index) => register(auth, { ...ada, email: `ada-${index}@example.org` }));
    expect(registrations(byName)).toBe(1);
    expect(refusals(byName)).toEqual({ "conflict username": 19 });
    const byMail = await twenty((index) =>
      register(auth, { username: `bob-${index}`, email: "bob@example.org", password }),
    );
    expect(registrations(byMail)).toBe(1);
    expect(refusals(byMail)).toEqual({ "conflict email": 19 });
  });
});

describe.each<Auth["registration"]>(["closed", "invite"])("registration that is %s", (registration) => {
  it("lets the first one in, and no second", async () => {
    expect(registered(await register(auth.with(registration), ada)).account.roles).toEqual(["administrator"]);
    const second = await register(auth.with(registration), { username: "bob", email: "bob@example.org", password });
    expect(second).toMatchObject({ kind: "refused", code: "forbidden" });
  });

  it("lets one in of twenty who are first at once", async () => {
    const outcomes = await twenty((index) =>
      register(auth.with(registration), { username: `person-${index}`, email: `p${index}@example.org`, password }),
    );
    expect(registrations(outcomes)).toBe(1);
    expect(refusals(outcomes)).toEqual({ [registration === "closed" ? "forbidden" : "forbidden invite"]: 19 });
    expect(await auth.rows("select roles from accounts.accounts")).toEqual([{ roles: ["administrator"] }]);
  });

  it("tells strangers nothing of who is here", async () => {
    await auth.person("ada");
    expect(await register(auth.with(registration), ada)).toMatchObject({ code: "forbidden" });
  });
});

describe("an invite", () => {
  const bob = { username: "bob", email: "bob@example.org", password };
  const byInvite = (): Auth => auth.with("invite");

  it("lets one person in, once", async () => {
    const { account } = await auth.person("ada");
    const invite = await auth.invite(account.userId);
    expect(await listInvites(auth)).toMatchObject([{ createdBy: account.userId }]);
    expect(registered(await register(byInvite(), { ...bob, invite })).account.roles).toEqual([]);
    const again = await register(byInvite(), { username: "eve", email: "eve@example.org", password, invite });
    expect(again).toMatchObject({ kind: "refused", code: "forbidden", path: "invite" });
    expect(await listInvites(auth)).toEqual([]);
  });

  it("lets one in of twenty who use it at once", async () => {
    const invite = await auth.invite((await auth.person("ada")).account.userId);
    const outcomes = await twenty((index) =>
      register(byInvite(), { username: `bob-${index}`, email: `bob-${index}@example.org`, password, invite }),
    );
    expect(registrations(outcomes)).toBe(1);
    expect(refusals(outcomes)).toEqual({ "forbidden invite": 19 });
    expect(await auth.rows("select 1 from accounts.accounts")).toHaveLength(2);
  });

  it("is not used up by a registration that is refused", async () => {
    const invite = await auth.invite((await auth.person("ada")).account.userId);
    expect(await register(byInvite(), { ...bob, username: "ada", invite })).toMatchObject({ code: "conflict" });
    registered(await register(byInvite(), { ...bob, invite }));
  });

  it("is good for seven days", async () => {
    const { userId } = (await auth.person("ada")).account;
    const [early, late] = [await auth.invite(userId), await auth.invite(userId)];
    auth.pass(7 * day - 1);
    registered(await register(byInvite(), { ...bob, invite: early }));
    auth.pass(1);
    const outcome = await register(byInvite(), { username: "eve", email: "eve@example.org", password, invite: late });
    expect(outcome).toMatchObject({ code: "forbidden", path: "invite" });
    expect(await listInvites(auth)).toEqual([]);
  });

  it("can be withdrawn until it is used", async () => {
    const invite = await auth.invite((await auth.person("ada")).account.userId);
    const [listed] = await listInvites(auth);
    const id = listed?.id ?? "";
    expect(await withdrawInvite(auth, id)).toBe(true);
    expect(await withdrawInvite(auth, id)).toBe(false);
    expect(await withdrawInvite(auth, "\u0000")).toBe(false);
    expect(await register(byInvite(), { ...bob, invite })).toMatchObject({ code: "forbidden" });
  });

  it.each([undefined, "", "vbi_", "\u0000", `vbi_${"x".repeat(43)}`])("cannot be made up: %j", async (invite) => {
    await auth.person("ada");
    expect(await register(byInvite(), { ...bob, invite })).toMatchObject({ code: "forbidden", path: "invite" });
  });
});
