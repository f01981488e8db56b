import { describe, it } from "vitest";
import { ada, added, bob, cem, deleted, deleteIt, given, join, send, sent, started } from "./spec-language.ts";

describe("deleting a conversation", () => {
  it("is for its owner", () =>
    given(started({ by: ada, with: [bob] }), sent("hello", { by: bob }))
      .when(deleteIt({ by: ada }))
      .thenHappened({ type: "ConversationDeleted", data: { deletedBy: ada } }));

  it("is not for anybody else", () => {
    for (const role of ["admin", "moderator", "member", "viewer"] as const)
      given(started({ by: ada }), added(bob, { role }))
        .when(deleteIt({ by: bob }))
        .thenRefused("forbidden");
  });

  it("is not for strangers, who learn nothing", () =>
    given(started({ by: ada }))
      .when(deleteIt({ by: cem }))
      .thenRefused("not_found"));

  it("is not for direct conversations", () =>
    given(started({ by: ada, with: [bob], kind: "direct" }))
      .when(deleteIt({ by: ada }))
      .thenRefused("forbidden", "direct"));

  it("leaves nothing for anyone, the owner included", () => {
    const past = [started({ by: ada, with: [bob], kind: "room", visibility: "public" }), deleted({ by: ada })];
    given(...past)
      .when(deleteIt({ by: ada }))
      .thenRefused("not_found");
    given(...past)
      .when(send("hello?", { by: bob }))
      .thenRefused("not_found");
    given(...past)
      .when(join(cem))
      .thenRefused("not_found");
  });
});
