import { describe, it } from "vitest";
import { ada, added, bob, cem, changeOf, dot, given, later, muted, started } from "./spec-language.ts";

describe("giving a role", () => {
  it("is for whoever manages", () => {
    given(started({ by: ada, with: [bob] }))
      .when(changeOf(bob, { by: ada, role: "moderator" }))
      .thenHappened({ type: "RoleChanged", data: { userId: bob, role: "moderator", changedBy: ada } });
    given(started({ by: ada, with: [cem] }), added(bob, { role: "moderator" }))
      .when(changeOf(cem, { by: bob, role: "viewer" }))
      .thenRefused("forbidden", "Owners and admins");
  });

  it("is below one's own, to people below oneself", () => {
    const past = [started({ by: ada }), added(bob, { role: "admin" }), added(cem, { role: "admin" }), added(dot)];
    given(...past)
      .when(changeOf(dot, { by: bob, role: "admin" }))
      .thenRefused("forbidden", "below your own");
    given(...past)
      .when(changeOf(cem, { by: bob, role: "member" }))
      .thenRefused("forbidden", "people below");
    given(...past)
      .when(changeOf(ada, { by: bob, role: "member" }))
      .thenRefused("forbidden", "people below");
    given(...past)
      .when(changeOf(ada, { by: ada, role: "member" }))
      .thenRefused("forbidden", "people below");
  });

  it("is nothing when they have it", () =>
    given(started({ by: ada, with: [bob] }))
      .when(changeOf(bob, { by: ada, role: "member" }))
      .thenNothing());

  it("is about members only", () => {
    given(started({ by: ada }))
      .when(changeOf(bob, { by: ada, role: "viewer" }))
      .thenRefused("not_found");
    given(started({ by: ada }))
      .when(changeOf(ada, { by: cem, role: "viewer" }))
      .thenRefused("not_found");
    given(started({ by: ada, with: [bob], kind: "direct" }))
      .when(changeOf(bob, { by: ada, role: "viewer" }))
      .thenRefused("forbidden", "direct");
  });
});

describe("handing over", () => {
  it("makes them the owner, which is a line", () =>
    given(started({ by: ada, with: [bob] }))
      .when(changeOf(bob, { by: ada, role: "owner" }))
      .thenHappened({ type: "OwnershipHandedOver", data: { sequence: 1, from: ada, to: bob } }));

  it("lifts their mute: nobody else could, of somebody who owns it", () =>
    given(started({ by: ada, with: [bob] }), muted(bob, { until: later }))
      .when(changeOf(bob, { by: ada, role: "owner" }))
      .thenHappened(
        { type: "OwnershipHandedOver", data: { sequence: 1, from: ada, to: bob } },
        { type: "MemberUnmuted", data: { userId: bob, unmutedBy: ada } },
      ));

  it("is for the owner alone", () =>
    given(started({ by: ada, with: [cem] }), added(bob, { role: "admin" }))
      .when(changeOf(cem, { by: bob, role: "owner" }))
      .thenRefused("forbidden", "Only an owner"));

  it("to oneself is nothing", () =>
    given(started({ by: ada, with: [bob] }))
      .when(changeOf(ada, { by: ada, role: "owner" }))
      .thenNothing());

  it("leaves whoever had it an admin", () => {
    const handedOver = () => ({ type: "OwnershipHandedOver", data: { sequence: 1, from: ada, to: bob } }) as const;
    given(started({ by: ada, with: [bob, cem] }), handedOver)
      .when(changeOf(cem, { by: ada, role: "moderator" }))
      .thenHappened({ type: "RoleChanged", data: { userId: cem, role: "moderator", changedBy: ada } });
    given(started({ by: ada, with: [bob, cem] }), handedOver)
      .when(changeOf(bob, { by: ada, role: "member" }))
      .thenRefused("forbidden", "people below");
  });
});
