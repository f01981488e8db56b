import { describe, expect, it } from "vitest";
import { changePassword } from "../../../src/auth/change-password.ts";
import { login } from "../../../src/auth/login.ts";
import { authenticate, authUnderTest, password, twenty } from "./auth-under-test.ts";

const auth = authUnderTest();

describe("changing the password", () => {
  it("needs the current one, and ends all other sessions", async () => {
    const { account, session } = await auth.person("ada");
    const bob = await auth.person("bob");
    const other = await login(auth, { login: "ada", password });
    const change = { userId: account.userId, sessionId: session.sessionId, current: password, new: "battery staple" };
    expect(await changePassword(auth, change)).toEqual({ kind: "changed", endedSessions: [other?.session.sessionId] });
    expect(await authenticate(auth, other?.session.token ?? "")).toBeNull();
    for (const { token } of [session, bob.session]) expect(await authenticate(auth, token)).not.toBeNull();
    expect(await login(auth, { login: "ada", password })).toBeNull();
    expect(await login(auth, { login: "ada", password: "battery staple" })).not.toBeNull();
  });

  it.each([
    [{ current: "wrong horse" }, { code: "forbidden", path: "current" }],
    [{ current: "short" }, { code: "forbidden", path: "current" }],
    [{ current: "\u0000" }, { code: "forbidden", path: "current" }],
    [{ new: "short" }, { code: "validation_failed", path: "new" }],
    [{ new: "x".repeat(257) }, { code: "validation_failed", path: "new" }],
    [{ new: "battery\ud800staple" }, { code: "validation_failed", path: "new" }],
    [{ userId: "nobody" }, { code: "not_found" }],
  ])("is refused and changes nothing: %#", async (wrong, refusal) => {
    const { account, session } = await auth.person("ada");
    await login(auth, { login: "ada", password });
    const change = { userId: account.userId, sessionId: session.sessionId, current: password, new: "battery staple" };
    expect(await changePassword(auth, { ...change, ...wrong })).toMatchObject({ kind: "refused", ...refusal });
    expect(await login(auth, { login: "ada", password })).not.toBeNull();
    expect(await auth.rows("select 1 from accounts.sessions")).toHaveLength(3);
  });

  it("succeeds for one of twenty at once, whose password it then is", async () => {
    const { account, session } = await auth.person("ada");
    const change = { userId: account.userId, sessionId: session.sessionId, current: password };
    const outcomes = await twenty((index) => changePassword(auth, { ...change, new: `battery staple ${index}` }));
    const winners = outcomes.flatMap(({ kind }, index) => (kind === "changed" ? [index] : []));
    expect(winners).toHaveLength(1);
    expect(await login(auth, { login: "ada", password: `battery staple ${winners[0]}` })).not.toBeNull();
  });

  it("leaves no session that the old password opened at the same moment", async () => {
    const { account, session } = await auth.person("ada");
    const change = { userId: account.userId, sessionId: session.sessionId, current: password, new: "battery staple" };
    const [changed, ...logins] = await Promise.all([
      changePassword(auth, change),
      ...Array.from({ length: 20 }, () => login(auth, { login: "ada", password })),
    ]);
    expect(changed.kind).toBe("changed");
    const tokens = logins.map((each) => each?.session.token ?? "");
    for (const token of tokens) expect(await authenticate(auth, token)).toBeNull();
    expect(await auth.rows("select id from accounts.sessions")).toEqual([{ id: session.sessionId }]);
  });
});
