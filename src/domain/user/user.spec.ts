import { describe, expect, it } from "vitest";
import { userId } from "../ids.ts";
import { stateAfter } from "../spec-language.ts";
import { users } from "./decider.ts";
import type { UserEvent } from "./events.ts";

const ada = userId("ada");
const registered = (): UserEvent => ({
  type: "UserRegistered",
  data: { userId: ada, username: "ada", displayName: "Ada" },
});
const renamed = (): UserEvent => ({ type: "ProfileChanged", data: { userId: ada, displayName: "Ada L." } });

describe("what is known of a person", () => {
  it("is what they are called, which their profile changes but for the username", () => {
    expect(stateAfter(users, [registered])).toMatchObject({ username: "ada", displayName: "Ada" });
    expect(stateAfter(users, [registered, renamed])).toMatchObject({ username: "ada", displayName: "Ada L." });
  });

  it("is nothing before they registered, and no name once they were erased", () => {
    expect(stateAfter(users, [])).toMatchObject({ status: "missing", username: null });
    const erased = (): UserEvent => ({
      type: "UserRegistered",
      data: { userId: ada, username: null, displayName: null },
    });
    expect(stateAfter(users, [erased])).toMatchObject({ status: "registered", username: null, displayName: null });
  });
});
