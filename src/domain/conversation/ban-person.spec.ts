import { describe, it } from "vitest";
import {
  ada,
  add,
  added,
  ban,
  banned,
  bob,
  cem,
  dot,
  given,
  join,
  sent,
  send,
  started,
  unban,
} from "./spec-language.ts";

const room = started({ by: ada, with: [bob], kind: "room", visibility: "public" });

describe("banning", () => {
  it("ends a membership, with a reason", () =>
    given(room, sent("spam", { by: bob }))
      .when(ban(bob, { by: ada, reason: " spam " }))
      .thenHappened({
        type: "PersonBanned",
        data: { sequence: 2, userId: bob, bannedBy: ada, wasMember: true, reason: "spam" },
      }));

  it("is also of somebody who is no member", () =>
    given(room)
      .when(ban(cem, { by: ada }))
      .thenHappened({ type: "PersonBanned", data: { sequence: 1, userId: cem, bannedBy: ada, wasMember: false } }));

  it("is for moderators, of people below them, and not of oneself", () => {
    given(room, added(cem))
      .when(ban(bob, { by: cem }))
      .thenRefused("forbidden", "Moderators");
    given(room, added(cem, { role: "moderator" }), added(dot, { role: "moderator" }))
      .when(ban(dot, { by: cem }))
      .thenRefused("forbidden", "below your own");
    given(room, added(cem, { role: "moderator" }))
      .when(ban(ada, { by: cem }))
      .thenRefused("forbidden", "below your own");
    given(room)
      .when(ban(ada, { by: ada }))
      .thenRefused("forbidden", "yourself");
    given(started({ by: ada, with: [bob], kind: "direct" }))
      .when(ban(bob, { by: ada }))
      .thenRefused("forbidden", "direct");
  });

  it("happens once, whatever is said again", () =>
    given(room, banned(bob))
      .when(ban(bob, { by: ada, reason: "again" }))
      .thenNothing());

  it("takes a reason of at most 500 characters", () =>
    given(room)
      .when(ban(bob, { by: ada, reason: "x".repeat(501) }))
      .thenRefused("validation_failed", "500"));

  it("closes a public room to them, by whatever door", () => {
    given(room, banned(bob)).when(join(bob)).thenRefused("not_found");
    given(room, banned(bob))
      .when(send("I am back", { by: bob }))
      .thenRefused("not_found");
    given(room, banned(bob))
      .when(add([cem, bob], { by: ada }))
      .thenRefused("conflict", "bob is banned");
  });
});

describe("lifting a ban", () => {
  const lifted = () => ({ type: "PersonUnbanned", data: { userId: bob, unbannedBy: ada } }) as const;

  it("lets them come back", () => {
    given(room, banned(bob))
      .when(unban(bob, { by: ada }))
      .thenHappened(lifted);
    given(room, banned(bob), lifted)
      .when(join(bob))
      .thenHappened({ type: "MemberJoined", data: { sequence: 2, userId: bob } });
  });

  it("is for moderators, and nothing where there is none", () => {
    given(room, added(cem), banned(bob))
      .when(unban(bob, { by: cem }))
      .thenRefused("forbidden");
    given(room, banned(bob))
      .when(unban(bob, { by: bob }))
      .thenRefused("not_found");
    given(room)
      .when(unban(bob, { by: ada }))
      .thenNothing();
  });
});
