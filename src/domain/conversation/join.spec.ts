import { describe, it } from "vitest";
import { ada, bob, deleted, given, join, joined, left, sent, started } from "./spec-language.ts";

const publicRoom = started({ by: ada, kind: "room", visibility: "public" });

describe("joining", () => {
  it("is a line of the history", () =>
    given(publicRoom, sent("hello", { by: ada }))
      .when(join(bob))
      .thenHappened({ type: "MemberJoined", data: { sequence: 2, userId: bob } }));

  it("is nothing for a member", () => {
    given(publicRoom, joined(bob)).when(join(bob)).thenNothing();
    given(started({ by: ada, with: [bob] }))
      .when(join(bob))
      .thenNothing();
  });

  it("may be done again after leaving", () =>
    given(publicRoom, joined(bob), left(bob)).when(join(bob)).thenHappened(joined(bob)));

  it("of what is private is not possible, nor seen", () => {
    given(started({ by: ada, kind: "room" }))
      .when(join(bob))
      .thenRefused("not_found");
    given(started({ by: ada, kind: "direct" }))
      .when(join(bob))
      .thenRefused("not_found");
    given().when(join(bob)).thenRefused("not_found");
  });

  it("is over when the room is deleted", () =>
    given(publicRoom, deleted({ by: ada }))
      .when(join(bob))
      .thenRefused("not_found"));
});
