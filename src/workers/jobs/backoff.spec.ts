import { describe, expect, it } from "vitest";
import { backoff } from "./backoff.ts";

describe("the pause before the next attempt", () => {
  it("doubles, up to an hour", () =>
    expect([1, 2, 3, 11, 12, 40].map((attempt) => backoff(attempt, 0))).toEqual([
      2_000, 4_000, 8_000, 2_048_000, 3_600_000, 3_600_000,
    ]));

  it("is up to a half less by chance", () =>
    expect([0, 0.5, 1].map((chance) => backoff(3, chance))).toEqual([8_000, 6_000, 4_000]));
});
