import { describe, it } from "vitest";
import { userId } from "../ids.ts";
import { givenFor } from "../spec-language.ts";
import { changeProfile, type ChangeProfile } from "./change-profile.ts";
import type { ProfileChanged, UserEvent } from "./events.ts";
import { registerUser, type RegisterUser } from "./register.ts";
import { users } from "./decider.ts";
import type { User } from "./user.ts";

const ada = userId("ada");
const adas = { userId: ada, username: "ada", displayName: "Ada" };

const given = givenFor(users);
const registered = (): UserEvent => ({ type: "UserRegistered", data: { ...adas, timeZone: "Europe/Warsaw" } });
const changed = (data: Omit<ProfileChanged, "userId">) => (): UserEvent => ({
  type: "ProfileChanged",
  data: { userId: ada, ...data },
});
const register =
  (more: Partial<RegisterUser> = {}) =>
  (user: User) =>
    registerUser({ ...adas, ...more }, user);
const change = (more: Omit<ChangeProfile, "actor">) => (user: User) => changeProfile({ actor: ada, ...more }, user);

describe("registering", () => {
  it("says who is there now", () =>
    given()
      .when(register({ displayName: " Ada ", locale: "pl", timeZone: "Europe/Warsaw" }))
      .thenHappened({ type: "UserRegistered", data: { ...adas, locale: "pl", timeZone: "Europe/Warsaw" } }));

  it("is told once", () =>
    given(registered)
      .when(register({ displayName: "Another" }))
      .thenNothing());

  it("refuses what does not name a person", () => {
    given()
      .when(register({ username: "a b" }))
      .thenRefused("validation_failed", "username");
    given()
      .when(register({ displayName: "  " }))
      .thenRefused("validation_failed", "display name");
    given()
      .when(register({ timeZone: "Europe/Atlantis" }))
      .thenRefused("validation_failed", "time zone");
  });
});

describe("changing one's profile", () => {
  it("says only what changes", () =>
    given(registered)
      .when(change({ displayName: "Ada L. ", locale: "fr", timeZone: "Europe/Warsaw", notifyEmail: "digest" }))
      .thenHappened(changed({ displayName: "Ada L.", locale: "fr", notifyEmail: "digest" })));

  it("is nothing when it is so already", () => {
    given(registered)
      .when(change({ displayName: "Ada" }))
      .thenNothing();
    given(registered, changed({ notifyEmail: "off", locale: "pl" }))
      .when(change({ notifyEmail: "off", locale: "pl" }))
      .thenNothing();
    given(registered).when(change({})).thenNothing();
  });

  it("refuses a name that can't be seen, and a zone that is none", () => {
    given(registered)
      .when(change({ displayName: "\u200B" }))
      .thenRefused("validation_failed");
    given(registered)
      .when(change({ timeZone: "+01:00" }))
      .thenRefused("validation_failed");
    given(registered)
      .when(change({ timeZone: "" }))
      .thenRefused("validation_failed");
  });

  it("needs somebody", () =>
    given()
      .when(change({ displayName: "Ada" }))
      .thenRefused("not_found"));
});
