import { describe, expect, it } from "vitest";
import { RecentDurations, recentMinutes } from "./recent-durations.ts";

function durations(): { readonly recent: RecentDurations; readonly pass: (minutes: number) => void } {
  let now = 0;
  return {
    recent: new RecentDurations([0.005, 0.01, 0.1], () => now),
    pass: (minutes) => void (now += minutes * 60_000),
  };
}

describe("what took long over the last minutes", () => {
  it("is the bound within which 99 of 100 were", () => {
    const { recent } = durations();
    for (let n = 0; n < 99; n += 1) recent.observe(0.004);
    recent.observe(0.05);
    expect(recent.slowest()).toEqual({ count: 100, atMost: 0.005 });
    recent.observe(0.05);
    expect(recent.slowest()).toEqual({ count: 101, atMost: 0.1 });
  });

  it("is unknown of nothing, and beyond the last bound", () => {
    const { recent } = durations();
    expect(recent.slowest()).toEqual({ count: 0, atMost: null });
    recent.observe(3);
    expect(recent.slowest()).toEqual({ count: 1, atMost: null });
  });

  it("is forgotten after these minutes", () => {
    const { recent, pass } = durations();
    recent.observe(0.05);
    pass(recentMinutes - 1);
    recent.observe(0.004);
    expect(recent.slowest()).toEqual({ count: 2, atMost: 0.1 });
    pass(1);
    expect(recent.slowest()).toEqual({ count: 1, atMost: 0.005 });
    pass(recentMinutes);
    expect(recent.slowest()).toEqual({ count: 0, atMost: null });
  });
});
