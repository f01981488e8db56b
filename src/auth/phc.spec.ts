import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { formatPhc, parsePhc } from "./phc.ts";

const salt = Buffer.from("somesaltsomesalt").toString("base64").replaceAll("=", "");
const hash = Buffer.alloc(32, 7).toString("base64").replaceAll("=", "");

describe("a PHC string", () => {
  it("says all that the hash was made with", () => {
    expect(parsePhc(`$argon2id$v=19$m=19456,t=2,p=1$${salt}$${hash}`)).toEqual({
      memory: 19_456,
      passes: 2,
      parallelism: 1,
      salt: Buffer.from("somesaltsomesalt"),
      hash: Buffer.alloc(32, 7),
    });
  });

  it("reads back as it was written", () => {
    const bytes = (minLength: number) => fc.uint8Array({ minLength, maxLength: 64 }).map((each) => Buffer.from(each));
    const hashes = fc.record({
      memory: fc.integer({ min: 8, max: 999_999_999 }),
      passes: fc.integer({ min: 1, max: 999_999 }),
      parallelism: fc.integer({ min: 1, max: 9_999 }),
      salt: bytes(8),
      hash: bytes(16),
    });
    fc.assert(
      fc.property(hashes, (each) => {
        expect(parsePhc(formatPhc(each))).toEqual(each);
      }),
    );
  });

  it.each([
    "",
    "secret",
    `$argon2i$v=19$m=19456,t=2,p=1$${salt}$${hash}`,
    `$argon2id$v=16$m=19456,t=2,p=1$${salt}$${hash}`,
    `$argon2id$m=19456,t=2,p=1$${salt}$${hash}`,
    `$argon2id$v=19$m=19456,t=0,p=1$${salt}$${hash}`,
    `$argon2id$v=19$m=19456,t=2$${salt}$${hash}`,
    `$argon2id$v=19$m=9999999999,t=2,p=1$${salt}$${hash}`,
    `$argon2id$v=19$m=19456,t=2,p=1$${salt}`,
    `$argon2id$v=19$m=19456,t=2,p=1$short$${hash}`,
    `$argon2id$v=19$m=19456,t=2,p=1$${salt}$${hash}=`,
    `$argon2id$v=19$m=19456,t=2,p=1$${salt}$${hash}\n`,
  ])("%j is none, and is not quoted", (text) => {
    expect(() => parsePhc(text)).toThrow("A stored password hash is no PHC string of argon2id.");
  });
});
