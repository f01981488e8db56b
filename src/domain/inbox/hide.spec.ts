import { describe, it } from "vitest";
import { ada, bob, cem, decider, sent, started } from "../conversation/spec-language.ts";
import { stateAfter } from "../spec-language.ts";
import { given, hidden, hide, talkOf } from "./spec-language.ts";

const direct = started({ by: bob, with: [ada], kind: "direct" });
const ofOne = stateAfter(decider, [direct, sent("hello", { by: bob })]);
const ofTwo = stateAfter(decider, [direct, sent("hello", { by: bob }), sent("are you there?", { by: bob })]);

describe("deleting a direct conversation", () => {
  it("hides it for oneself, up to its last line", () =>
    given()
      .when(hide({ of: ofOne }))
      .thenHappened(hidden({ upTo: 1 })));

  it("again is nothing, until a line has brought it back", () => {
    given(hidden({ upTo: 1 }))
      .when(hide({ of: ofOne }))
      .thenNothing();
    given(hidden({ upTo: 1 }))
      .when(hide({ of: ofTwo }))
      .thenHappened(hidden({ upTo: 2 }));
  });

  it("is for the two in it, and not for groups", () => {
    given()
      .when(hide({ of: ofOne, by: cem }))
      .thenRefused("not_found");
    given()
      .when(hide({ of: talkOf(1) }))
      .thenRefused("forbidden");
  });
});
