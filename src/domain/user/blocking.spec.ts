import { describe, expect, it } from "vitest";
import { userId } from "../ids.ts";
import { givenFor, stateAfter } from "../spec-language.ts";
import { blockUser, hasBlocked, maxBlocked, unblockUser } from "./blocking.ts";
import { users } from "./decider.ts";
import type { UserEvent } from "./events.ts";
import type { User } from "./user.ts";

const ada = userId("ada");
const bob = userId("bob");

const given = givenFor(users);
const registered = (): UserEvent => ({
  type: "UserRegistered",
  data: { userId: ada, username: "ada", displayName: "Ada" },
});
const blocked = (blockedId: typeof bob) => (): UserEvent => ({ type: "UserBlocked", data: { userId: ada, blockedId } });
const unblocked = (blockedId: typeof bob) => (): UserEvent => ({
  type: "UserUnblocked",
  data: { userId: ada, blockedId },
});
const block = (other: typeof bob) => (user: User) => blockUser({ actor: ada, userId: other }, user);
const unblock = (other: typeof bob) => (user: User) => unblockUser({ actor: ada, userId: other }, user);

describe("blocking a person", () => {
  it("is remembered once, however often it is asked for", () => {
    given(registered).when(block(bob)).thenHappened(blocked(bob));
    given(registered, blocked(bob)).when(block(bob)).thenNothing();
  });

  it("is not for oneself, nor for nobody", () => {
    given(registered).when(block(ada)).thenRefused("validation_failed", "themselves");
    given().when(block(bob)).thenRefused("not_found");
  });

  it("has an end, after which there is room for another one", () => {
    const many = Array.from({ length: maxBlocked }, (_, n) => blocked(userId(`user-${n}`)));
    given(registered, ...many)
      .when(block(bob))
      .thenRefused("conflict", "1000");
    given(registered, ...many, unblocked(userId("user-7")))
      .when(block(bob))
      .thenHappened(blocked(bob));
  });
});

describe("a block", () => {
  it("is taken back, once", () => {
    given(registered, blocked(bob)).when(unblock(bob)).thenHappened(unblocked(bob));
    given(registered, blocked(bob), unblocked(bob)).when(unblock(bob)).thenNothing();
    given(registered).when(unblock(bob)).thenNothing();
  });

  it("holds from when it is made until it is taken back, for that person alone", () => {
    expect(hasBlocked(stateAfter(users, [registered]), bob)).toBe(false);
    expect(hasBlocked(stateAfter(users, [registered, blocked(bob)]), bob)).toBe(true);
    expect(hasBlocked(stateAfter(users, [registered, blocked(bob)]), userId("cem"))).toBe(false);
    expect(hasBlocked(stateAfter(users, [registered, blocked(bob), unblocked(bob)]), bob)).toBe(false);
  });
});
