import { describe, it } from "vitest";
import { ada, added, bob, cem, removed, sent } from "../conversation/spec-language.ts";
import { given, mark, marked, talk, talkOf } from "./spec-language.ts";

describe("marking as unread", () => {
  it("says from which line on", () =>
    given()
      .when(mark(2, { of: talkOf(3) }))
      .thenHappened(marked({ from: 2, upTo: 3 })));

  it("twice from one line is once, and from another line moves the mark", () => {
    given(marked({ from: 2, upTo: 3 }))
      .when(mark(2, { of: talkOf(4) }))
      .thenNothing();
    given(marked({ from: 2, upTo: 3 }))
      .when(mark(1, { of: talkOf(4) }))
      .thenHappened(marked({ from: 1, upTo: 4 }));
  });

  it("is for lines that are there, and for members", () => {
    for (const from of [0, 4, -1, 1.5, Number.NaN, Infinity]) {
      given()
        .when(mark(from, { of: talkOf(3) }))
        .thenRefused("validation_failed");
    }
    given()
      .when(mark(1, { of: talkOf(3), by: cem }))
      .thenRefused("not_found");
  });

  it("of a former stay is forgotten", () => {
    const again = talk(sent("one", { by: bob }), removed(ada, { by: bob }), added(ada, { by: bob }));
    given(marked({ from: 1, upTo: 1 }))
      .when(mark(1, { of: again }))
      .thenHappened(marked({ from: 1, upTo: 3 }));
  });
});
