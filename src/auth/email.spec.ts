import { describe, expect, it } from "vitest";
import { emailFrom } from "./email.ts";

describe("an e-mail address", () => {
  it.each([
    ["ada@example.org", "ada@example.org"],
    [" Ada.Lovelace+chat@Example.ORG ", "ada.lovelace+chat@example.org"],
    ["o'hara@example.org", "o'hara@example.org"],
    ["ada@mail", "ada@mail"],
    ["Łucja@Żółw.pl", "łucja@żółw.pl"],
    [`${"x".repeat(64)}@${"y".repeat(63)}.${"z".repeat(63)}.${"w".repeat(61)}`, undefined],
  ])("%j is taken as typed and unique as %j", (typed, folded) => {
    const shown = typed.trim();
    expect(emailFrom(typed)).toEqual({ shown, folded: folded ?? shown });
  });

  it.each([
    "",
    "ada",
    "@example.org",
    "ada@",
    "ada@example..org",
    "ada@.org",
    "ada@-example.org",
    "ada@example.org.",
    "a b@example.org",
    "ada@exa mple.org",
    "ada@bob@example.org",
    "Ada <ada@example.org>",
    "ada@example.org,bob@example.org",
    "ada@example.org\r\nBcc: bob@example.org",
    "ada\u0000@example.org",
    "ada\udc00@example.org",
    "ada\u202e@example.org",
    "ada@exa\u200bmple.org",
    `${"x".repeat(65)}@example.org`,
    `ada@${"x".repeat(64)}.org`,
    `${"x".repeat(64)}@${"y".repeat(63)}.${"z".repeat(63)}.${"w".repeat(62)}`,
  ])("%j is refused, by its path", (typed) => {
    expect(emailFrom(typed)).toMatchObject({ kind: "refused", code: "validation_failed", path: "email" });
  });
});
