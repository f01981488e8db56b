import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { isRefused } from "./refused.ts";
import { usernameFrom } from "./username.ts";

describe("a username", () => {
  it.each([
    ["Ada", "Ada", "ada"],
    ["  ada.lovelace_1-x ", "ada.lovelace_1-x", "ada.lovelace_1-x"],
    ["ＡＤＡ", "ADA", "ada"],
    ["\u212Aim", "Kim", "kim"],
    ["x".repeat(32), "x".repeat(32), "x".repeat(32)],
    ["...", "...", "..."],
  ])("%j is shown as %j and unique as %j", (typed, shown, folded) => {
    expect(usernameFrom(typed)).toEqual({ shown, folded });
  });

  it.each([
    "",
    "ab",
    "   ab   ",
    "x".repeat(33),
    "ada lovelace",
    "ada@example.org",
    "żółw",
    "王小明",
    "аda", // Cyrillic а
    "İda",
    "ada\u0000",
    "ada\n",
    "ada\ud800",
    "ada\u202e",
    "ada\u200b",
    "💥💥💥",
  ])("%j is refused, by its path", (typed) => {
    expect(usernameFrom(typed)).toMatchObject({ kind: "refused", code: "validation_failed", path: "username" });
  });

  it("is, whatever was typed, refused or plain ASCII that folds to itself", () => {
    fc.assert(
      fc.property(fc.oneof(fc.string({ unit: "binary" }), fc.string({ minLength: 3, maxLength: 8 })), (typed) => {
        const username = usernameFrom(typed);
        if (isRefused(username)) return;
        expect(username.shown).toMatch(/^[A-Za-z0-9._-]{3,32}$/);
        expect(usernameFrom(username.folded)).toEqual({ shown: username.folded, folded: username.folded });
        expect(usernameFrom(username.shown)).toEqual(username);
      }),
    );
  });
});
