import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { usernameProblem } from "../../domain/user/names.ts";
import { usernameFor } from "./username.ts";

describe("a username for a nick", () => {
  it.each([
    ["carla", "carla"],
    ["Carla_", "carla_"],
    ["|Carla|", "carla"],
    ["a[b]c", "a-b-c"],
    ["el", "el-irc"],
    ["[]", "irc"],
    ["-x-y-", "-x-y-"],
  ])("of %s is %s", (nick, username) => expect(usernameFor(nick, 1)).toBe(username));

  it("is another one at each attempt", () => {
    expect(usernameFor("carla", 2)).toBe("carla-2");
    expect(usernameFor("x".repeat(40), 12)).toBe(`${"x".repeat(29)}-12`);
  });

  it("is always one that may be taken", () => {
    const nick = fc.stringMatching(/^[A-Za-z0-9\-[\]\\^_{|}`]{1,50}$/);
    fc.assert(
      fc.property(nick, fc.integer({ min: 1, max: 99_999 }), (text, attempt) => {
        expect(usernameProblem(usernameFor(text, attempt))).toBeNull();
      }),
    );
  });
});
