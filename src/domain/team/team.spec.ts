import { describe, expect, it } from "vitest";
import { userId, type UserId } from "../ids.ts";
import { givenFor, stateAfter } from "../spec-language.ts";
import { changeTeam, removeTeam, type ChangeTeam } from "./change.ts";
import { teams } from "./decider.ts";
import type { TeamEvent } from "./events.ts";
import { makeTeam } from "./make.ts";
import { teamId } from "./team-id.ts";
import type { Team } from "./team.ts";

const root = userId("root");
const [ada, bob, cem] = [userId("ada"), userId("bob"), userId("cem")];
const night = { teamId: teamId("night"), by: root };

const given = givenFor(teams);
const made = (): TeamEvent => ({ type: "TeamMade", data: { ...night, name: "Night shift", userIds: [ada, bob] } });
const changed = (data: { name?: string; userIds?: readonly UserId[] }) => (): TeamEvent => ({
  type: "TeamChanged",
  data: { ...night, ...data },
});
const removed = (): TeamEvent => ({ type: "TeamRemoved", data: night });
const make =
  (name: string, userIds: readonly UserId[] = [ada, bob]) =>
  (team: Team) =>
    makeTeam({ actor: root, teamId: night.teamId, name, userIds }, team);
const change = (wanted: Omit<ChangeTeam, "actor" | "teamId">) => (team: Team) =>
  changeTeam({ actor: root, teamId: night.teamId, ...wanted }, team);
const remove = (team: Team) => removeTeam({ actor: root, teamId: night.teamId }, team);
const people = (count: number): UserId[] => Array.from({ length: count }, (_, n) => userId(`user-${n}`));

describe("making a team", () => {
  it("names its people, each once", () =>
    given()
      .when(make(" Night shift ", [ada, bob, ada]))
      .thenHappened(made));

  it.each(["", "  ", "…", "a\nb", "\u202Eab", "x".repeat(101)])("takes a name that can be mentioned, not %j", (name) =>
    given().when(make(name)).thenRefused("validation_failed", "name"),
  );

  it("takes a hundred people, and none", () => {
    given()
      .when(make("All", people(101)))
      .thenRefused("validation_failed", "100");
    given()
      .when(make("All", [...people(100), userId("user-0")]))
      .thenHappened({ type: "TeamMade", data: { ...night, name: "All", userIds: people(100) } });
    given()
      .when(make("All", []))
      .thenHappened({ type: "TeamMade", data: { ...night, name: "All", userIds: [] } });
  });
});

describe("changing a team", () => {
  it("says only what changes", () => {
    given(made)
      .when(change({ name: "Day shift", userIds: [bob, ada] }))
      .thenHappened(changed({ name: "Day shift" }));
    given(made)
      .when(change({ userIds: [ada, cem, cem] }))
      .thenHappened(changed({ userIds: [ada, cem] }));
    given(made)
      .when(change({ name: "Night shift " }))
      .thenNothing();
    given(made).when(change({})).thenNothing();
  });

  it("refuses what a new team is refused", () => {
    given(made)
      .when(change({ name: "" }))
      .thenRefused("validation_failed");
    given(made)
      .when(change({ userIds: people(101) }))
      .thenRefused("validation_failed");
  });

  it("needs a team that is there", () => {
    given()
      .when(change({ name: "x" }))
      .thenRefused("not_found");
    given(made, removed)
      .when(change({ name: "x" }))
      .thenRefused("not_found");
  });
});

describe("removing a team", () => {
  it("is done once, for good", () => {
    given(made).when(remove).thenHappened(removed);
    given(made, removed).when(remove).thenRefused("not_found");
    given(made, removed).when(make("Night shift")).thenRefused("conflict");
    expect(stateAfter(teams, [made, removed])).toMatchObject({ status: "removed", userIds: [] });
  });
});
