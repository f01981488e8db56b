import { describe, expect, it } from "vitest";
import { userId } from "./ids.ts";
import { findKeyed, keyWindow, noKeyedEvents, remember } from "./keyed-events.ts";

const ada = userId("ada");
const event = { type: "Said", data: {}, at: "2026-11-30T12:00:00.000Z", actor: ada };
const keyed = (revision: number) => ({
  ...event,
  id: `e${revision}`,
  revision,
  key: { name: "k", body: `mac ${revision}` },
});

describe("the memory of keyed events", () => {
  it("knows an event by its id, with where it is and what was asked", () => {
    const events = remember(noKeyedEvents, keyed(3));
    expect(findKeyed(events, "e3")).toEqual({ revision: 3, body: "mac 3" });
    expect(findKeyed(events, "e4")).toBeUndefined();
  });

  it("takes no notice of events without a key", () =>
    expect(remember(noKeyedEvents, { ...event, id: "e0", revision: 0 })).toBe(noKeyedEvents));

  it("holds the last window at least and twice that at most, and says from where it is complete", () => {
    let events = noKeyedEvents;
    for (let revision = 0; revision < keyWindow * 3.5; revision += 1) {
      events = remember(events, keyed(revision));
      expect(events.recent.size + events.earlier.size).toBeLessThanOrEqual(2 * keyWindow);
      expect(events.completeFrom).toBeLessThanOrEqual(Math.max(0, revision + 1 - keyWindow));
      expect(findKeyed(events, `e${events.completeFrom}`)).toBeDefined();
      expect(findKeyed(events, `e${events.completeFrom - 1}`)).toBeUndefined();
    }
  });
});
