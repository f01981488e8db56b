import { describe, it } from "vitest";
import { ada, added, bob, cem, given, muted, removed, started } from "../domain/conversation/spec-language.ts";
import type { UserId } from "../domain/ids.ts";
import type { Conversation } from "../domain/conversation/conversation.ts";
import { mayType } from "./may-type.ts";

const [noon, later] = ["2026-01-01T12:00:00.000Z", "2026-01-01T13:00:00.000Z"];

const types = (actor: UserId) => (conversation: Conversation) => mayType({ actor, at: noon }, conversation);

describe("typing is shown", () => {
  it("of whoever may write", () =>
    given(started({ by: ada, with: [bob] }))
      .when(types(bob))
      .thenNothing());

  it("not of strangers, who are told that there is nothing", () =>
    given(started({ by: ada }))
      .when(types(cem))
      .thenRefused("not_found"));

  it("not of whoever was removed", () =>
    given(started({ by: ada, with: [bob] }), removed(bob, { by: ada }))
      .when(types(bob))
      .thenRefused("not_found"));

  it("not of guests of a public room", () =>
    given(started({ by: ada, kind: "room", visibility: "public" }))
      .when(types(cem))
      .thenRefused("forbidden", "Join"));

  it("not of viewers", () =>
    given(started({ by: ada }), added(bob, { role: "viewer" }))
      .when(types(bob))
      .thenRefused("forbidden", "Viewers"));

  it("not of those from whom the other one takes nothing", () =>
    given(started({ by: ada, with: [bob], kind: "direct" }))
      .when((conversation) => mayType({ actor: ada, at: noon, isBlocked: true }, conversation))
      .thenRefused("forbidden", "take no messages"));

  it("not of whoever is muted, until that is over", () => {
    const group = started({ by: ada, with: [bob] });
    given(group, muted(bob, { until: later }))
      .when(types(bob))
      .thenRefused("forbidden", "muted");
    given(group, muted(bob, { until: noon }))
      .when(types(bob))
      .thenNothing();
  });
});
