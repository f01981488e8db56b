import { describe, it } from "vitest";
import { userId } from "../ids.ts";
import { add, ada, added, bob, cem, given, removed, sent, started } from "./spec-language.ts";

const people = (from: number, to: number) => Array.from({ length: to - from }, (_, n) => userId(`user-${from + n}`));

describe("adding members", () => {
  it("is one line for those who were missing", () =>
    given(started({ by: ada, with: [bob] }), sent("hello", { by: ada }))
      .when(add([bob, cem, cem, ada], { by: ada }))
      .thenHappened({ type: "MembersAdded", data: { sequence: 2, userIds: [cem], role: "member", addedBy: ada } }));

  it("is a line for every hundred", () =>
    given(started({ by: ada }))
      .when(add(people(0, 250), { by: ada, role: "viewer" }))
      .thenHappened(
        { type: "MembersAdded", data: { sequence: 1, userIds: people(0, 100), role: "viewer", addedBy: ada } },
        { type: "MembersAdded", data: { sequence: 2, userIds: people(100, 200), role: "viewer", addedBy: ada } },
        { type: "MembersAdded", data: { sequence: 3, userIds: people(200, 250), role: "viewer", addedBy: ada } },
      ));

  it("is nothing when all are there", () =>
    given(started({ by: ada }), added(bob, { role: "admin" }))
      .when(add([bob], { by: ada }))
      .thenNothing());

  it("brings back who was removed", () =>
    given(started({ by: ada, with: [bob] }), removed(bob, { by: ada }))
      .when(add([bob], { by: ada }))
      .thenHappened(added(bob)));

  it("gives a role below one's own", () => {
    given(started({ by: ada }))
      .when(add([bob], { by: ada, role: "admin" }))
      .thenHappened(added(bob, { role: "admin" }));
    given(started({ by: ada }), added(bob, { role: "admin" }))
      .when(add([cem], { by: bob, role: "admin" }))
      .thenRefused("forbidden", "below");
    given(started({ by: ada }))
      .when(add([bob], { by: ada, role: "owner" }))
      .thenRefused("forbidden", "below");
  });

  it("is for owners and admins", () => {
    for (const role of ["moderator", "member", "viewer"] as const)
      given(started({ by: ada }), added(bob, { role }))
        .when(add([cem], { by: bob }))
        .thenRefused("forbidden");
    given(started({ by: ada, kind: "room", visibility: "public" }))
      .when(add([cem], { by: cem }))
      .thenRefused("forbidden");
  });

  it("is not for strangers, who learn nothing", () =>
    given(started({ by: ada }))
      .when(add([cem], { by: cem }))
      .thenRefused("not_found"));

  it("is not for direct conversations", () =>
    given(started({ by: ada, with: [bob], kind: "direct" }))
      .when(add([cem], { by: ada }))
      .thenRefused("forbidden", "direct"));
});
