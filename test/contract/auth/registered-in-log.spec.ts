import { describe, expect, it } from "vitest";
import { listUnregistered, markRegistered } from "../../../src/auth/registered-in-log.ts";
import { authUnderTest } from "./auth-under-test.ts";

const auth = authUnderTest();

describe("an account whose UserRegistered is not in the log", () => {
  it("is found, with what the event says, once its registration should be over", async () => {
    const { account } = await auth.person("Ada", { displayName: "Ada Lovelace" });
    auth.pass(9_999);
    expect(await listUnregistered(auth)).toEqual([]);
    auth.pass(1);
    const { userId, createdAt } = account;
    expect(await listUnregistered(auth)).toEqual([{ userId, username: "Ada", displayName: "Ada Lovelace", createdAt }]);
  });

  it("is not found any more when it is, and the display name is in the log only", async () => {
    const { userId } = (await auth.person("Ada", { displayName: "Ada Lovelace" })).account;
    const bob = (await auth.person("Bob")).account;
    auth.pass(10_000);
    await markRegistered(auth, userId);
    await markRegistered(auth, userId);
    expect(await listUnregistered(auth)).toMatchObject([{ userId: bob.userId }]);
    const rows = await auth.rows("select pending_display_name as name from accounts.accounts where user_id = $1", [
      userId,
    ]);
    expect(rows).toEqual([{ name: null }]);
  });
});
