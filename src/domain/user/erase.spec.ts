import { describe, expect, it } from "vitest";
import { userId } from "../ids.ts";
import { givenFor, stateAfter } from "../spec-language.ts";
import { changeProfile } from "./change-profile.ts";
import { users } from "./decider.ts";
import { tellErased } from "./erase.ts";
import type { UserEvent } from "./events.ts";
import { tellStanding } from "./standing.ts";
import type { User } from "./user.ts";

const [ada, root] = [userId("ada"), userId("root")];
const given = givenFor(users);

const registered = (): UserEvent => ({
  type: "UserRegistered",
  data: { userId: ada, username: "ada", displayName: "Ada", locale: "pl", timeZone: "Europe/Warsaw" },
});
const erased = (): UserEvent => ({ type: "PersonErased", data: { userId: ada, number: 7, by: root } });
const tell = (user: User) => tellErased({ userId: ada, number: 7, by: root }, user);

describe("the erasure of a person", () => {
  it("is told with their number and who did it", () => given(registered).when(tell).thenHappened(erased));

  it("says nobody where it was done on the command line", () =>
    given(registered)
      .when((user) => tellErased({ userId: ada, number: 7, by: null }, user))
      .thenHappened(() => ({ type: "PersonErased", data: { userId: ada, number: 7 } })));

  it("is told once", () => given(registered, erased).when(tell).thenNothing());

  it("is told of somebody", () => given().when(tell).thenRefused("not_found"));

  it("leaves nothing of what they said of themselves", () =>
    expect(stateAfter(users, [registered, erased])).toMatchObject({
      status: "registered",
      username: null,
      displayName: null,
      locale: null,
      timeZone: null,
      notifyEmail: null,
      isDisabled: true,
      erasedAs: 7,
    }));

  it("is for ever: neither a name nor an account that is enabled comes after it", () => {
    const rename = (user: User) => changeProfile({ actor: ada, displayName: "Ada" }, user);
    given(registered, erased).when(rename).thenRefused("not_found");
    const enable = (user: User) => tellStanding({ userId: ada, by: root, isDisabled: false, change: 2 }, user);
    given(registered, erased).when(enable).thenNothing();
  });
});
