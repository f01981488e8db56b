import { describe, expect, it } from "vitest";
import { passwordFrom } from "./password.ts";

describe("a password", () => {
  it.each(["12345678", "x".repeat(256), "💥".repeat(256), "  spaces stay  ", "密碼密碼密碼密碼"])(
    "%j is taken",
    (typed) => {
      expect(passwordFrom(typed)).toBe(typed);
    },
  );

  it("is the same from every keyboard", () => {
    expect(passwordFrom("zo\u0065\u0308 ｐａｓｓ")).toBe(passwordFrom("zo\u00eb pass"));
  });

  it.each([
    "",
    "1234567",
    "💥".repeat(7),
    "x".repeat(257),
    "\ufdfa".repeat(100),
    "12345678\u0000",
    "12345678\ud800",
    "1234\t5678",
  ])("%j is refused, by its path", (typed) => {
    expect(passwordFrom(typed, "new")).toMatchObject({ kind: "refused", code: "validation_failed", path: "new" });
  });
});
