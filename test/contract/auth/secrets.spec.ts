import { describe, expect, it } from "vitest";
import { changePassword } from "../../../src/auth/change-password.ts";
import { login } from "../../../src/auth/login.ts";
import { openReset } from "../../../src/auth/password-resets.ts";
import { newToken } from "../../../src/auth/token.ts";
import { authUnderTest, password } from "./auth-under-test.ts";

const auth = authUnderTest();

/** Every row of every table of the schema, as text. */
async function everything(): Promise<string> {
  const tables = await auth.rows<{ name: string }>(
    "select format('%I.%I', schemaname, tablename) as name from pg_tables where schemaname = 'accounts' order by 1",
  );
  expect(tables.map(({ name }) => name)).toEqual([
    "accounts.accounts",
    "accounts.dismissed_announcements",
    "accounts.invites",
    "accounts.password_resets",
    "accounts.sessions",
  ]);
  const texts = await Promise.all(
    tables.map(({ name }) => auth.rows<{ text: string }>(`select each::text as text from ${name} as each`)),
  );
  return texts.flatMap((rows) => rows.map(({ text }) => text)).join("\n");
}

/** As it is, and in the forms that a column might hold it in. */
function forms(secret: string): string[] {
  const bytes = Buffer.from(secret);
  const random = Buffer.from(secret.slice(4), "base64url");
  return [secret, secret.slice(4), bytes.toString("hex"), bytes.toString("base64"), random.toString("hex")];
}

describe("a token or a password", () => {
  it("is stored in plain nowhere in the schema", async () => {
    const { account, session } = await auth.person("ada");
    const other = await login(auth, { login: "ada", password });
    const invite = await auth.invite(account.userId);
    const { userId } = account;
    const chosen = "battery staple";
    await changePassword(auth, { userId, sessionId: session.sessionId, current: password, new: chosen });
    await login(auth, { login: "ada", password: chosen });
    const reset = newToken("reset");
    expect(await openReset(auth, { userId, hash: reset.hash })).toMatchObject({ username: "ada" });
    const text = await everything();
    for (const known of [userId, session.sessionId, "argon2id"]) expect(text).toContain(known);
    for (const secret of [password, chosen, session.token, other?.session.token ?? "", invite, reset.token]) {
      for (const form of forms(secret)) expect(text).not.toContain(form);
    }
  });
});
