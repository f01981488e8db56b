import { describe, it } from "vitest";
import { ada, bob, cem, deleted, given, leave, left, sent, started } from "./spec-language.ts";

describe("leaving", () => {
  it("is a line of the history", () =>
    given(started({ by: ada, with: [bob] }), sent("hello", { by: bob }))
      .when(leave(bob))
      .thenHappened({ type: "MemberLeft", data: { sequence: 2, userId: bob } }));

  it("is not for the last owner while others are there", () =>
    given(started({ by: ada, with: [bob] }))
      .when(leave(ada))
      .thenRefused("conflict", "Choose a new owner first."));

  it("is the end of the conversation when nobody else is there", () =>
    given(started({ by: ada, with: [bob] }), left(bob))
      .when(leave(ada))
      .thenHappened(
        { type: "MemberLeft", data: { sequence: 2, userId: ada } },
        { type: "ConversationDeleted", data: { deletedBy: ada } },
      ));

  it("is nothing for a reader who is no member", () =>
    given(started({ by: ada, kind: "room", visibility: "public" }))
      .when(leave(bob))
      .thenNothing());

  it("is not for strangers, who learn nothing", () => {
    given(started({ by: ada }))
      .when(leave(cem))
      .thenRefused("not_found");
    given(started({ by: ada, with: [bob] }), left(bob))
      .when(leave(bob))
      .thenRefused("not_found");
    given(started({ by: ada }), left(ada), deleted({ by: ada }))
      .when(leave(ada))
      .thenRefused("not_found");
  });

  it("is not for direct conversations", () =>
    given(started({ by: ada, with: [bob], kind: "direct" }))
      .when(leave(ada))
      .thenRefused("forbidden", "direct"));
});
