import { describe, expect, it } from "vitest";
import { displayNameProblem, foldUsername, tidyDisplayName, usernameProblem } from "./names.ts";

describe("a display name", () => {
  it.each(["Ada", "Łucja Żak", "王小明", "O’Neil-Smith", "x".repeat(100), "👩‍👩‍👧", "👍".repeat(100), "…"])(
    "may be %s",
    (name) => expect(displayNameProblem(name)).toBeNull(),
  );

  it.each(["", "\u3164", "\u2800\u2800", "\u0301"])("is not invisible: %j", (name) =>
    expect(displayNameProblem(name)).toMatch("seen"),
  );

  it.each(["A\nda", "Ada\u0000", "Ada\u007F", "\u202EadA", "Ada\u2066", "A\u2028da", "A\u200Bda", "half \uD83D"])(
    "is not %j",
    (name) => expect(displayNameProblem(name)).toMatch("one line"),
  );

  it("is not longer than a hundred characters", () => {
    expect(displayNameProblem("x".repeat(101))).toMatch("100");
  });
});

describe("a display name as it is kept", () => {
  it("is composed, and has no space around it", () => expect(tidyDisplayName(" Zoe\u0308 ")).toBe("Zoë"));
});

describe("a username", () => {
  it("is folded", () => expect(foldUsername(" Ada.Ｌovelace ")).toBe("ada.lovelace"));

  it.each(["ada", "Ada", "a_b", "a.b-c", "007", "x".repeat(32)])("may be %s", (name) =>
    expect(usernameProblem(name)).toBeNull(),
  );

  it.each(["ab", "x".repeat(33), "a b", "ądam", "ada@", "a\nb", ""])("is not %j", (name) =>
    expect(usernameProblem(name)).toMatch("3 to 32"),
  );
});
