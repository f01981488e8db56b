import { describe, expect, it } from "vitest";
import { happened, nothing, refuse, type DomainEvent } from "./decision.ts";
import { givenFor } from "./spec-language.ts";

type Counted = DomainEvent<"Counted", { to: number }>;

const given = givenFor<number, Counted>({ initialState: 0, evolve: (_, { data }) => data.to });
const counted = (state: number): Counted => ({ type: "Counted", data: { to: state + 1 } });
const count = (state: number) => happened("Counted", { to: state + 1 });

describe("the language of specs", () => {
  it("holds what is so", () => {
    given(counted, counted)
      .when(count)
      .thenHappened({ type: "Counted", data: { to: 3 } });
    given(counted).when(count).thenHappened(counted);
    given()
      .when(() => nothing)
      .thenNothing();
    given()
      .when(() => refuse("conflict", "It is so."))
      .thenRefused("conflict", "so");
  });

  it("fails on anything else", () => {
    const counting = given(counted).when(count);
    expect(() => counting.thenHappened({ type: "Counted", data: { to: 1 } })).toThrow("decided");
    expect(() => counting.thenHappened(counted, counted)).toThrow("decided");
    expect(() => counting.thenNothing()).toThrow("decided");
    expect(() => counting.thenRefused("conflict")).toThrow("decided");
    const refused = given().when(() => refuse("conflict", "It is so."));
    expect(() => refused.thenNothing()).toThrow("decided");
    expect(() => refused.thenRefused("gone")).toThrow("decided");
    expect(() => refused.thenRefused("conflict", "otherwise")).toThrow("decided");
  });
});
