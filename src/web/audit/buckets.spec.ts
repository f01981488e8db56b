import { describe, expect, it } from "vitest";
import { bucketsOf, dayFrom, indexAt, lastBy, type Mark, type Moment } from "./buckets.ts";

const hourMs = 3_600_000;
const moments = (...given: readonly (readonly [number, Mark])[]): readonly Moment[] =>
  given.map(([hour, mark]) => ({ at: hour * hourMs, mark }));
const week = moments([0, "message"], [1, "message"], [30, "edit"], [31, "message"], [80, "deletion"], [100, "message"]);

describe("the slider", () => {
  it("shows what happened where it happened, from the first event to the last", () =>
    expect(bucketsOf(week, 4)).toEqual([
      { messages: 2, edits: 0, deletions: 0 },
      { messages: 1, edits: 1, deletions: 0 },
      { messages: 0, edits: 0, deletions: 0 },
      { messages: 1, edits: 0, deletions: 1 },
    ]));

  it("leads from a place to the last event by then", () => {
    expect(indexAt(week, 0)).toBe(0);
    expect(indexAt(week, 0.5)).toBe(3);
    expect(indexAt(week, 1)).toBe(5);
    expect(lastBy(week, -5)).toBe(0);
  });

  it("goes a day on and back, and always on where there is something", () => {
    expect(dayFrom(week, 0, 1)).toBe(1);
    expect(dayFrom(week, 3, 1)).toBe(4);
    expect(dayFrom(week, 4, -1)).toBe(3);
    expect(dayFrom(week, 5, 1)).toBe(5);
    expect(dayFrom(week, 0, -1)).toBe(0);
  });

  it("stands at its end where everything happened at once", () => {
    const once = moments([5, "message"], [5, "edit"]);
    expect(bucketsOf(once, 2).at(-1)).toEqual({ messages: 1, edits: 1, deletions: 0 });
    expect(indexAt(once, 0.2)).toBe(1);
  });
});
