import { describe, expect, it } from "vitest";
import { rowsIn, topOf } from "./heights.ts";

const heights = [100, 50, 200, 50, 100];

describe("the rows in sight", () => {
  it("are the last ones for somebody at the end", () => {
    expect(rowsIn(heights, { fromEnd: 0, height: 120 }, 0)).toEqual({ from: 3, to: 5 });
  });

  it("are those of which anything is seen further up", () => {
    expect(rowsIn(heights, { fromEnd: 120, height: 100 }, 0)).toEqual({ from: 2, to: 4 });
  });

  it("are the first ones where somebody scrolled past the beginning, or the rows became fewer", () => {
    expect(rowsIn(heights, { fromEnd: 9_000, height: 120 }, 0)).toEqual({ from: 0, to: 2 });
  });

  it("come with some around them, as far as there are any", () => {
    expect(rowsIn(heights, { fromEnd: 120, height: 100 }, 50)).toEqual({ from: 2, to: 5 });
    expect(rowsIn(heights, { fromEnd: 120, height: 100 }, 10_000)).toEqual({ from: 0, to: 5 });
  });

  it("are none where there are none", () => {
    expect(rowsIn([], { fromEnd: 0, height: 100 }, 50)).toEqual({ from: 0, to: 0 });
  });
});

it("a row's top is as far from the end as it and all below it are high", () => {
  expect([0, 2, 5].map((index) => topOf(heights, index))).toEqual([500, 350, 0]);
});
