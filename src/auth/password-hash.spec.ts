import { argon2Sync } from "node:crypto";
import { describe, expect, it } from "vitest";
import { hashPassword, isOutdated, isPassword } from "./password-hash.ts";
import { passwordFrom, type Password } from "./password.ts";
import { formatPhc, parsePhc } from "./phc.ts";
import { isRefused } from "./refused.ts";

function password(text: string): Password {
  const parsed = passwordFrom(text);
  if (isRefused(parsed)) throw new Error(parsed.detail);
  return parsed;
}

describe("a password hash", () => {
  it("is argon2id with OWASP's parameters and a salt of its own", async () => {
    const hashes = await Promise.all([
      hashPassword(password("correct horse")),
      hashPassword(password("correct horse")),
    ]);
    for (const hash of hashes) expect(hash).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$[\w+/]{22}\$[\w+/]{43}$/);
    expect(hashes[0]).not.toBe(hashes[1]);
    const { salt, hash } = parsePhc(hashes[0]);
    expect(salt).toHaveLength(16);
    const settings = { nonce: salt, memory: 19_456, passes: 2, parallelism: 1, tagLength: 32 };
    expect(argon2Sync("argon2id", { message: "correct horse", ...settings })).toEqual(hash);
  });

  it("knows its password and no other", async () => {
    const hash = await hashPassword(password("correct horse"));
    expect(await isPassword(password("correct horse"), hash)).toBe(true);
    expect(await isPassword(password("Correct horse"), hash)).toBe(false);
    expect(await isPassword(password("correct horse "), hash)).toBe(false);
  });

  it("of nobody knows none", async () => {
    expect(await isPassword(password("correct horse"), null)).toBe(false);
  });

  it("made with other parameters is still understood, and outdated", async () => {
    const settings = { memory: 64, passes: 3, parallelism: 2, salt: Buffer.alloc(16, 1) };
    const hash = argon2Sync("argon2id", { message: "correct horse", nonce: settings.salt, tagLength: 32, ...settings });
    const stored = formatPhc({ ...settings, hash });
    expect(await isPassword(password("correct horse"), stored)).toBe(true);
    expect(isOutdated(stored)).toBe(true);
    expect(isOutdated(await hashPassword(password("correct horse")))).toBe(false);
  });
});
