import { performance } from "node:perf_hooks";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { freeLeavings } from "./free-leavings.ts";

describe("what a start left behind", () => {
  const gc = vi.fn<() => void>();
  let share = 0;
  beforeEach(() => {
    vi.useFakeTimers();
    vi.stubGlobal("gc", gc);
    vi.spyOn(performance, "eventLoopUtilization").mockImplementation(() => ({
      idle: 0,
      active: 0,
      utilization: share,
    }));
  });
  afterEach(() => {
    vi.useRealTimers();
    vi.unstubAllGlobals();
    vi.restoreAllMocks();
    gc.mockClear();
  });

  it("is given back once, when the thread comes to rest", () => {
    share = 0.6;
    freeLeavings();
    vi.advanceTimersByTime(10_000);
    expect(gc).not.toHaveBeenCalled();
    share = 0.01;
    vi.advanceTimersByTime(10_000);
    expect(gc).toHaveBeenCalledOnce();
  });

  it("stays where Node does not let it be freed", () => {
    vi.stubGlobal("gc", undefined);
    freeLeavings();
    expect(vi.getTimerCount()).toBe(0);
  });
});
