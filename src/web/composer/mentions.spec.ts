import { describe, expect, it } from "vitest";
import { person } from "../store/support.ts";
import type { Member } from "../wire/shapes.ts";
import { askedAt, matching, mentionedIn, mentionsAll } from "./mentions.ts";

const members = [person("lzak", "Łukasz Żak"), person("elodie", "Élodie Marchand"), person("anna", "Anna Lee")].map(
  (user): Member => ({
    user,
    role: "member",
    joined_at: "",
    added_by: null,
    last_read_sequence: 0,
    last_read_at: null,
    last_delivered_sequence: 0,
    last_delivered_at: null,
    muted_until: null,
  }),
);

describe("mentioning", () => {
  it("begins with an @ after white space, and not in an address", () => {
    expect(askedAt("hello @łu", 9)).toEqual({ query: "łu", from: 6 });
    expect(askedAt("ada@exam", 8)).toBeNull();
  });

  it("finds names without the marks on their letters", () => {
    expect(matching(members, "lu", null).map(({ user }) => user.id)).toEqual(["lzak"]);
    expect(matching(members, "elo", null).map(({ user }) => user.id)).toEqual(["elodie"]);
  });

  it("does not offer oneself", () => {
    expect(matching(members, "anna", "anna")).toEqual([]);
  });

  it("means whose whole name stands there", () => {
    expect(mentionedIn("@Łukasz Żak and @ann and @elodie!", members)).toEqual(["lzak", "elodie"]);
    expect([mentionsAll("@all, look"), mentionsAll("@allison")]).toEqual([true, false]);
  });
});
