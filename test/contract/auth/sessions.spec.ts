import { describe, expect, it } from "vitest";
import { login } from "../../../src/auth/login.ts";
import { authenticateAll, endSession, endSessions, isSessionOpen, listSessions } from "../../../src/auth/sessions.ts";
import { authenticate, authUnderTest, day, minute, password, twenty } from "./auth-under-test.ts";

const auth = authUnderTest();

async function lastSeen(): Promise<Date | undefined> {
  return (await auth.rows<{ at: Date }>("select last_seen_at as at from accounts.sessions"))[0]?.at;
}

describe("a session", () => {
  it("is known by its token alone, which has a prefix to recognise it by", async () => {
    const { session } = await auth.person("ada");
    expect(session.token).toMatch(/^vbt_[\w-]{43}$/);
    expect(await authenticate(auth, session.token)).toMatchObject({ sessionId: session.sessionId });
  });

  it("is known beside others that are asked for together, and beside tokens that are none", async () => {
    const [ada, bob] = [await auth.person("ada"), await auth.person("bob")];
    const wrong = `vbt_${"A".repeat(43)}`;
    const known = await authenticateAll(auth, [ada.session.token, "", wrong, bob.session.token]);
    expect(new Map([...known].map(([token, { username }]) => [token, username]))).toEqual(
      new Map([
        [bob.session.token, "bob"],
        [ada.session.token, "ada"],
      ]),
    );
  });

  it.each([
    "",
    "vbt_",
    "\u0000",
    `vbt_${"A".repeat(43)}`,
    `vbt_${"A".repeat(42)}\u0000`,
    `vbi_${"A".repeat(43)}`,
    "vbt_' or true --",
    "x".repeat(1_000_000),
  ])("is not opened by what is no token: %#", async (token) => {
    await auth.person("ada");
    expect(await authenticate(auth, token)).toBeNull();
  });

  it("is not opened by its token with another ending or case", async () => {
    const { token } = (await auth.person("ada")).session;
    for (const wrong of [`${token} `, token.slice(0, -1), token.toUpperCase(), ` ${token}`]) {
      expect(await authenticate(auth, wrong)).toBeNull();
    }
  });

  it("ends after 90 days unused", async () => {
    const { account, session } = await auth.person("ada");
    auth.pass(90 * day - 1);
    expect(await listSessions(auth, account.userId)).toHaveLength(1);
    expect(await isSessionOpen(auth, session.sessionId)).toBe(true); // which is no use of it
    auth.pass(1);
    expect(await isSessionOpen(auth, session.sessionId)).toBe(false);
    expect(await authenticate(auth, session.token)).toBeNull();
    expect(await listSessions(auth, account.userId)).toEqual([]);
  });

  it("is open until it is ended or its account disabled", async () => {
    const [ada, bob] = [await auth.person("ada"), await auth.person("bob")];
    const isOpen = ({ session }: typeof ada): Promise<boolean> => isSessionOpen(auth, session.sessionId);
    expect(await Promise.all([ada, bob].map(isOpen))).toEqual([true, true]);
    await endSession(auth, { userId: ada.account.userId, sessionId: ada.session.sessionId });
    await auth.change({ userId: bob.account.userId, isDisabled: true });
    expect(await Promise.all([ada, bob].map(isOpen))).toEqual([false, false]);
    expect(await isSessionOpen(auth, "nonsense\0")).toBe(false);
  });

  it("goes on as long as it is used", async () => {
    const { session } = await auth.person("ada");
    for (let use = 0; use < 5; use += 1) {
      auth.pass(80 * day);
      expect(await authenticate(auth, session.token)).not.toBeNull();
    }
    auth.pass(90 * day);
    expect(await authenticate(auth, session.token)).toBeNull();
  });

  it("notes its use once a minute at most", async () => {
    const { session } = await auth.person("ada");
    const start = auth.now();
    auth.pass(minute - 1);
    await authenticate(auth, session.token);
    expect(await lastSeen()).toEqual(start);
    auth.pass(1);
    await twenty(() => authenticate(auth, session.token));
    expect(await lastSeen()).toEqual(auth.now());
  });

  it("says the roles as they are now", async () => {
    await auth.person("ada");
    const { account, session } = await auth.person("bob");
    await auth.change({ userId: account.userId, roles: ["auditor"] });
    expect(await authenticate(auth, session.token)).toMatchObject({ roles: ["auditor"] });
  });

  it("is refused while its account is disabled, even where one was left behind", async () => {
    const { session } = await auth.person("ada");
    await auth.rows("update accounts.accounts set is_disabled = true");
    expect(await authenticate(auth, session.token)).toBeNull();
  });

  it.each([
    ["x".repeat(300), "x".repeat(200)],
    ["Mozilla\u0000/5.0\r\n", "Mozilla /5.0  "],
    ["💥".repeat(300), "💥".repeat(200)],
    ["half \ud83d", "half \ufffd"],
  ])("keeps a user agent of 200 characters at most: %#", async (userAgent, kept) => {
    const { account } = await auth.person("ada", { userAgent });
    expect(await listSessions(auth, account.userId)).toMatchObject([{ userAgent: kept }]);
  });
});

describe("a person's sessions", () => {
  it("are listed, the last used first, without anything to log in by", async () => {
    const { account, session } = await auth.person("ada", { userAgent: "Phone" });
    auth.pass(minute);
    const second = await login(auth, { login: "ada", password });
    auth.pass(minute);
    await authenticate(auth, session.token);
    const sessions = await listSessions(auth, account.userId);
    expect(sessions.map(({ id }) => id)).toEqual([session.sessionId, second?.session.sessionId]);
    expect(sessions[0]).toEqual({
      id: session.sessionId,
      createdAt: new Date(auth.now().getTime() - 2 * minute),
      lastSeenAt: auth.now(),
      expiresAt: new Date(auth.now().getTime() + 90 * day),
      userAgent: "Phone",
    });
  });

  it("end one by one, once", async () => {
    const { account, session } = await auth.person("ada");
    const other = await login(auth, { login: "ada", password });
    const ending = { userId: account.userId, sessionId: session.sessionId };
    expect(await endSession(auth, ending)).toBe(true);
    expect(await endSession(auth, ending)).toBe(false);
    expect(await authenticate(auth, session.token)).toBeNull();
    expect(await authenticate(auth, other?.session.token ?? "")).not.toBeNull();
  });

  it("are ended by nobody else", async () => {
    const { session } = await auth.person("ada");
    const { userId } = (await auth.person("bob")).account;
    expect(await endSession(auth, { userId, sessionId: session.sessionId })).toBe(false);
    expect(await endSession(auth, { userId, sessionId: "\u0000" })).toBe(false);
    expect(await authenticate(auth, session.token)).not.toBeNull();
  });

  it("end all but one", async () => {
    const { account, session } = await auth.person("ada");
    const bob = await auth.person("bob");
    const others = await Promise.all([1, 2].map(() => login(auth, { login: "ada", password })));
    const ended = await endSessions(auth.pool, { userId: account.userId, but: session.sessionId });
    expect(new Set(ended)).toEqual(new Set(others.map((each) => each?.session.sessionId)));
    for (const token of [session.token, bob.session.token]) expect(await authenticate(auth, token)).not.toBeNull();
  });
});
