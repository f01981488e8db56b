import { createHash } from "node:crypto";
import { describe, expect, it } from "vitest";
import { newToken, tokenHash } from "./token.ts";

describe("a token", () => {
  it("is 32 random bytes behind a prefix, found by its SHA-256", () => {
    const { token, hash } = newToken("session");
    expect(token).toMatch(/^vbt_[\w-]{43}$/);
    expect(Buffer.from(token.slice(4), "base64url")).toHaveLength(32);
    expect(hash).toEqual(createHash("sha256").update(token).digest());
    expect(tokenHash("session", token)).toEqual(hash);
    expect(newToken("session").token).not.toBe(token);
  });

  it("is good for its own purpose only", () => {
    expect(tokenHash("invite", newToken("session").token)).toBeNull();
    expect(tokenHash("session", newToken("invite").token)).toBeNull();
  });

  it.each([
    "",
    "vbt_",
    `vbt_${"x".repeat(42)}`,
    `vbt_${"x".repeat(44)}`,
    `vbt_${"x".repeat(42)}\u0000`,
    `vbt_${"x".repeat(43)}\n`,
  ])("%j is none", (token) => {
    expect(tokenHash("session", token)).toBeNull();
  });
});
