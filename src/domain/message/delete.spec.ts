import { describe, it } from "vitest";
import { ada, added, bob, cem, dot, removed, renamed, sent, started } from "../conversation/spec-language.ts";
import { deletedBy, given, originIn, remove } from "./spec-language.ts";

const group = started({ by: ada, with: [bob] });
const bobs = originIn(group, sent("hello", { by: bob }), added(cem, { role: "moderator" }), added(dot));

describe("deleting a message", () => {
  it("is for who wrote it, and happens once", () => {
    given()
      .when(remove({ by: bob, in: bobs }))
      .thenHappened(deletedBy(bob));
    given(deletedBy(bob))
      .when(remove({ by: bob, in: bobs }))
      .thenNothing();
  });

  it("is for moderators, with a reason, whoever wrote it", () => {
    given()
      .when(remove({ by: cem, in: bobs, reason: "rude" }))
      .thenHappened(deletedBy(cem, "rude"));
    given()
      .when(remove({ by: dot, in: bobs }))
      .thenRefused("forbidden");
    const adas = originIn(group, sent("hello", { by: ada }), added(cem, { role: "moderator" }));
    given()
      .when(remove({ by: cem, in: adas }))
      .thenHappened(deletedBy(cem));
  });

  it("is for moderators, of whoever left", () => {
    const left = originIn(
      group,
      sent("hello", { by: bob }),
      added(cem, { role: "moderator" }),
      removed(bob, { by: ada }),
    );
    given()
      .when(remove({ by: cem, in: left }))
      .thenHappened(deletedBy(cem));
    given()
      .when(remove({ by: bob, in: left }))
      .thenRefused("not_found");
  });

  it("of another is for nobody in a direct conversation", () =>
    given()
      .when(
        remove({ by: ada, in: originIn(started({ by: ada, with: [bob], kind: "direct" }), sent("psst", { by: bob })) }),
      )
      .thenRefused("forbidden"));

  it("is of messages that are there, for those who may read them", () => {
    given()
      .when(remove({ by: ada, in: originIn(group, renamed({ by: ada, name: "Lunch" })) }))
      .thenRefused("forbidden", "no message");
    given()
      .when(remove({ by: ada, in: { ...bobs, line: null } }))
      .thenRefused("not_found");
  });

  it("takes a reason that is one", () => {
    for (const reason of ["", "  ", "a\0b", "x".repeat(501)])
      given()
        .when(remove({ by: bob, in: bobs, reason }))
        .thenRefused("validation_failed");
  });
});
