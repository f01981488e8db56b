import { describe, expect, it } from "vitest";
import { displayNameFrom } from "./display-name.ts";

describe("a display name", () => {
  it.each(["Ada Lovelace", "王小明", "Zoë", "O’Hara, J.", "👩‍🔧 Ana", "می‌خواهم", "x".repeat(100), "💥".repeat(100)])(
    "%j is taken",
    (typed) => {
      expect(displayNameFrom(` ${typed} `)).toBe(typed);
    },
  );

  it.each([
    "",
    "   ",
    "\u200d",
    "Ada\u0000",
    "Ada\nAdministrator",
    "Ada\ud83d",
    "Ada\u202enimda",
    "Ada\u2066",
    "A\u200bda",
    "x".repeat(101),
  ])("%j is refused, by its path", (typed) => {
    expect(displayNameFrom(typed)).toMatchObject({ kind: "refused", code: "validation_failed", path: "display_name" });
  });
});
