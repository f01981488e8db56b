import { describe, expect, it } from "vitest";
import { userId } from "../ids.ts";
import { givenFor, stateAfter } from "../spec-language.ts";
import { users } from "./decider.ts";
import type { UserEvent } from "./events.ts";
import { tellStanding } from "./standing.ts";
import type { User } from "./user.ts";

const userIds = { userId: userId("ada"), by: userId("root") };

const given = givenFor(users);
const registered = (): UserEvent => ({
  type: "UserRegistered",
  data: { userId: userIds.userId, username: "ada", displayName: "Ada" },
});
const disabled = (change: number) => (): UserEvent => ({ type: "UserDisabled", data: { ...userIds, change } });
const enabled = (change: number) => (): UserEvent => ({ type: "UserEnabled", data: { ...userIds, change } });
const tell = (isDisabled: boolean, change: number) => (user: User) =>
  tellStanding({ ...userIds, isDisabled, change }, user);

describe("the standing of an account", () => {
  it("is told as it changes", () => {
    given(registered).when(tell(true, 1)).thenHappened(disabled(1));
    given(registered, disabled(1)).when(tell(false, 2)).thenHappened(enabled(2));
    expect(stateAfter(users, [registered, disabled(1)]).isDisabled).toBe(true);
    expect(stateAfter(users, [registered, disabled(1), enabled(2)]).isDisabled).toBe(false);
  });

  it("is told once", () => given(registered, disabled(1)).when(tell(true, 1)).thenNothing());

  it("is not set back by a change that is told late", () =>
    given(registered, enabled(2)).when(tell(true, 1)).thenNothing());

  it("is told of somebody", () => given().when(tell(true, 1)).thenRefused("not_found"));
});
