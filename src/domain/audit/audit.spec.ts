import { describe, it } from "vitest";
import { conversationId, userId } from "../ids.ts";
import { givenFor } from "../spec-language.ts";
import type { HoldEvent, HoldSubject, LookEvent } from "./events.ts";
import { holds } from "./holds.ts";
import { look, looks } from "./look.ts";
import { liftHold, maxHolds, placeHold } from "./place-hold.ts";

const zoe = userId("zoe");
const reason = "Case 17";
const ofLunch: HoldSubject = { conversationId: conversationId("lunch") };
const ofAda: HoldSubject = { userId: userId("ada") };

describe("a look", () => {
  const given = givenFor(looks);
  const asked = (why: string) => () => look({ actor: zoe, at: "state", ...ofLunch, to: "now", reason: why });
  const looked = (why: string) => (): LookEvent => ({
    type: "Looked",
    data: { by: zoe, at: "state", ...ofLunch, to: "now", reason: why },
  });

  it("is on record with its reason, each time", () => {
    given().when(asked(" Case 17 ")).thenHappened(looked(reason));
    given(looked(reason)).when(asked(reason)).thenHappened(looked(reason));
  });

  it("may say why at some length, by characters", () => {
    given()
      .when(asked("💥".repeat(500)))
      .thenHappened(looked("💥".repeat(500)));
    given()
      .when(asked("💥".repeat(501)))
      .thenRefused("validation_failed", "500");
  });

  it.each(["", "  ", "two\nlines", "half \uD83D", "a\u0000b"])("needs a reason that can be read, not %j", (why) =>
    given().when(asked(why)).thenRefused("validation_failed"),
  );
});

describe("a hold", () => {
  const given = givenFor(holds);
  const placed = (holdId: string, subject: HoldSubject = ofLunch) => {
    return (): HoldEvent => ({ type: "HoldPlaced", data: { holdId, by: zoe, ...subject, reason } });
  };
  const lifted = (holdId: string) => (): HoldEvent => ({ type: "HoldLifted", data: { holdId, by: zoe } });
  type State = Parameters<typeof placeHold>[1];
  const place = (holdId: string, subject: HoldSubject = ofLunch, why = reason) => {
    return (state: State) => placeHold({ actor: zoe, holdId, subject, reason: why }, state);
  };
  const lift = (holdId: string, why?: { readonly reason: string }) => (state: State) =>
    liftHold({ actor: zoe, holdId, ...why }, state);

  it("is placed on a conversation or a person, also where another one stands", () => {
    given().when(place("one")).thenHappened(placed("one"));
    given(placed("one")).when(place("two")).thenHappened(placed("two"));
    given(placed("one")).when(place("two", ofAda)).thenHappened(placed("two", ofAda));
  });

  it("says why", () =>
    given()
      .when(place("one", ofLunch, " "))
      .thenRefused("validation_failed"));

  it("is lifted once, and only where it stands", () => {
    given(placed("one"), placed("two")).when(lift("one")).thenHappened(lifted("one"));
    given(placed("one"), lifted("one")).when(lift("one")).thenRefused("not_found");
    given(placed("one")).when(lift("two")).thenRefused("not_found");
  });

  it("is lifted for a reason that is told, where one is given", () => {
    const closed = { holdId: "one", by: zoe, reason: "The case is closed" };
    given(placed("one"))
      .when(lift("one", { reason: " The case is closed " }))
      .thenHappened(() => ({ type: "HoldLifted", data: closed }));
    given(placed("one"))
      .when(lift("one", { reason: " " }))
      .thenRefused("validation_failed");
  });

  it("is one of a thousand at most", () => {
    const all = Array.from({ length: maxHolds }, (_, index) => placed(String(index)));
    given(...all)
      .when(place("one more"))
      .thenRefused("conflict");
    given(...all, lifted("7"))
      .when(place("one more"))
      .thenHappened(placed("one more"));
  });
});
