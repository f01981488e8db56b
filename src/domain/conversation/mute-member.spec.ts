import { describe, expect, it } from "vitest";
import { stateAfter } from "../spec-language.ts";
import { isMutedAt } from "./access.ts";
import {
  ada,
  added,
  bob,
  cem,
  change,
  changeOf,
  decider,
  given,
  joined,
  later,
  left,
  muted,
  now,
  started,
} from "./spec-language.ts";

describe("muting a member", () => {
  it("is for moderators, until a time", () =>
    given(started({ by: ada, with: [bob] }), added(cem, { role: "moderator" }))
      .when(changeOf(bob, { by: cem, mutedUntil: later }))
      .thenHappened({ type: "MemberMuted", data: { userId: bob, until: later, mutedBy: cem } }));

  it("is not for members, and not of people beside or above oneself", () => {
    given(started({ by: ada, with: [bob, cem] }))
      .when(changeOf(bob, { by: cem, mutedUntil: later }))
      .thenRefused("forbidden", "Moderators");
    given(started({ by: ada }), added(bob, { role: "moderator" }), added(cem, { role: "moderator" }))
      .when(changeOf(bob, { by: cem, mutedUntil: later }))
      .thenRefused("forbidden", "below your own");
    given(started({ by: ada }), added(cem, { role: "moderator" }))
      .when(changeOf(ada, { by: cem, mutedUntil: later }))
      .thenRefused("forbidden", "below your own");
  });

  it("is until a time to come, once", () => {
    given(started({ by: ada, with: [bob] }))
      .when(changeOf(bob, { by: ada, mutedUntil: now }))
      .thenRefused("validation_failed", "passed");
    given(started({ by: ada, with: [bob] }), muted(bob, { until: later }))
      .when(changeOf(bob, { by: ada, mutedUntil: later }))
      .thenNothing();
  });

  it("is lifted while it lasts", () => {
    given(started({ by: ada, with: [bob] }), muted(bob, { until: later }))
      .when(changeOf(bob, { by: ada, mutedUntil: null }))
      .thenHappened({ type: "MemberUnmuted", data: { userId: bob, unmutedBy: ada } });
    given(started({ by: ada, with: [bob] }), muted(bob, { until: now }))
      .when(changeOf(bob, { by: ada, mutedUntil: null }))
      .thenNothing();
  });

  it("outlasts leaving and coming back", () => {
    const room = started({ by: ada, with: [bob], kind: "room", visibility: "public" });
    const state = stateAfter(decider, [room, muted(bob, { until: later }), left(bob), joined(bob)]);
    expect(isMutedAt(state, bob, now)).toBe(true);
    expect(isMutedAt(state, bob, later)).toBe(false);
  });

  it("keeps an admin's words out of the name, and lets them manage", () => {
    const past = [started({ by: ada, kind: "room" }), added(bob, { role: "admin" }), muted(bob, { until: later })];
    given(...past)
      .when(change({ by: bob, name: "I am not silenced" }))
      .thenRefused("forbidden", "muted");
    given(...past)
      .when(change({ by: bob, description: "I am not silenced", visibility: "public" }))
      .thenRefused("forbidden", "muted");
    given(...past)
      .when(change({ by: bob, visibility: "public" }))
      .thenHappened({ type: "VisibilityChanged", data: { sequence: 2, visibility: "public", changedBy: bob } });
  });

  it("goes together with a role, or not at all", () => {
    given(started({ by: ada, with: [bob] }))
      .when(changeOf(bob, { by: ada, role: "viewer", mutedUntil: later }))
      .thenHappened(
        { type: "RoleChanged", data: { userId: bob, role: "viewer", changedBy: ada } },
        muted(bob, { until: later }),
      );
    given(started({ by: ada, with: [bob] }))
      .when(changeOf(bob, { by: ada, role: "viewer", mutedUntil: now }))
      .thenRefused("validation_failed");
    given(started({ by: ada, with: [bob] }))
      .when(changeOf(bob, { by: ada, role: "owner", mutedUntil: later }))
      .thenRefused("validation_failed", "owns");
  });
});
