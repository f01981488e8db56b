import { describe, it } from "vitest";
import { ada, added, bob, cem, deleted, given, rename, renamed, sent, started } from "./spec-language.ts";

describe("renaming", () => {
  it("is a line of the history", () =>
    given(started({ by: ada, name: "Lunch" }), sent("hello", { by: ada }))
      .when(rename({ by: ada, name: " Dinner " }))
      .thenHappened({ type: "ConversationRenamed", data: { sequence: 2, renamedBy: ada, name: "Dinner" } }));

  it("says only what changes", () =>
    given(started({ by: ada, name: "Lunch", description: "Where?" }))
      .when(rename({ by: ada, name: "Lunch", description: "When?" }))
      .thenHappened(renamed({ by: ada, description: "When?" })));

  it("takes a name away", () =>
    given(started({ by: ada, name: "Lunch" }))
      .when(rename({ by: ada, name: "" }))
      .thenHappened(renamed({ by: ada, name: "" })));

  it("is nothing when it is called so already", () => {
    given(started({ by: ada }), renamed({ by: ada, name: "Dinner" }))
      .when(rename({ by: ada, name: "Dinner" }))
      .thenNothing();
    given(started({ by: ada, name: "Lunch" }), renamed({ by: ada, name: "" }))
      .when(rename({ by: ada, name: "", description: " " }))
      .thenNothing();
  });

  it("is for owners and admins", () => {
    given(started({ by: ada }), added(bob, { role: "admin" }))
      .when(rename({ by: bob, name: "Dinner" }))
      .thenHappened(renamed({ by: bob, name: "Dinner" }));
    for (const role of ["moderator", "member", "viewer"] as const)
      given(started({ by: ada }), added(bob, { role }))
        .when(rename({ by: bob, name: "Dinner" }))
        .thenRefused("forbidden");
    given(started({ by: ada, kind: "room", visibility: "public" }))
      .when(rename({ by: cem, name: "Mine" }))
      .thenRefused("forbidden");
  });

  it("is not for strangers, who learn nothing", () => {
    given(started({ by: ada }))
      .when(rename({ by: cem, name: "Mine" }))
      .thenRefused("not_found");
    given()
      .when(rename({ by: ada, name: "Mine" }))
      .thenRefused("not_found");
    given(started({ by: ada }), deleted({ by: ada }))
      .when(rename({ by: ada, name: "Mine" }))
      .thenRefused("not_found");
  });

  it("is not for direct conversations", () =>
    given(started({ by: ada, with: [bob], kind: "direct" }))
      .when(rename({ by: ada, name: "Us" }))
      .thenRefused("forbidden", "direct"));

  it("refuses names that disturb", () =>
    given(started({ by: ada }))
      .when(rename({ by: ada, name: "a\u0007" }))
      .thenRefused("validation_failed"));
});
