import { describe, expect, it } from "vitest";
import { restFor } from "./pace.ts";

describe("a build beside, while messages are sent", () => {
  it("rests twice as long as it works", () => {
    expect(restFor({ growth: 200, speed: 6_000 })).toEqual({ pace: "resting", times: 2 });
    expect(restFor({ growth: 200, speed: 0 })).toEqual({ pace: "resting", times: 2 });
  });

  it("rests less where the log would grow away from it: it goes half as fast again", () => {
    const { pace, times } = restFor({ growth: 2_000, speed: 6_000 });
    expect(pace).toBe("gaining");
    expect(6_000 / (1 + times)).toBeCloseTo(3_000);
  });

  it("leaves a third of the time to those who write, even where that is not enough", () =>
    expect(restFor({ growth: 5_000, speed: 6_000 })).toEqual({ pace: "losing", times: 0.5 }));
});
