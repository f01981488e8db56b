import { describe, it } from "vitest";
import { ada, added, bob, cem, dot, given, left, remove, removed, sent, started } from "./spec-language.ts";

describe("removing a member", () => {
  it("is a line of the history", () =>
    given(started({ by: ada, with: [bob] }), sent("hello", { by: bob }))
      .when(remove(bob, { by: ada }))
      .thenHappened({ type: "MemberRemoved", data: { sequence: 2, userId: bob, removedBy: ada } }));

  it("is nothing when they are not there", () =>
    given(started({ by: ada, with: [bob] }), removed(bob, { by: ada }))
      .when(remove(bob, { by: ada }))
      .thenNothing());

  it("is for whoever manages, on those below them", () => {
    given(started({ by: ada, with: [cem] }), added(bob, { role: "admin" }))
      .when(remove(cem, { by: bob }))
      .thenHappened(removed(cem, { by: bob }));
    given(started({ by: ada }), added(bob, { role: "admin" }), added(cem, { role: "admin" }))
      .when(remove(cem, { by: bob }))
      .thenRefused("forbidden", "below");
    given(started({ by: ada }), added(bob, { role: "admin" }))
      .when(remove(ada, { by: bob }))
      .thenRefused("forbidden", "below");
    given(started({ by: ada, with: [bob, cem] }))
      .when(remove(cem, { by: bob }))
      .thenRefused("forbidden");
  });

  it("of oneself is leaving", () => {
    given(started({ by: ada, with: [bob] }))
      .when(remove(bob, { by: bob }))
      .thenHappened(left(bob));
    given(started({ by: ada, with: [bob] }))
      .when(remove(ada, { by: ada }))
      .thenRefused("conflict", "Choose a new owner first.");
  });

  it("is not for strangers, who learn nothing", () =>
    given(started({ by: ada, with: [bob] }))
      .when(remove(bob, { by: dot }))
      .thenRefused("not_found"));

  it("is not for those who were removed", () =>
    given(started({ by: ada, with: [cem] }), added(bob, { role: "admin" }), removed(bob, { by: ada }))
      .when(remove(cem, { by: bob }))
      .thenRefused("not_found"));

  it("is not for direct conversations", () =>
    given(started({ by: ada, with: [bob], kind: "direct" }))
      .when(remove(bob, { by: ada }))
      .thenRefused("forbidden", "direct"));
});
