import { describe, it } from "vitest";
import {
  ada,
  added,
  bob,
  cem,
  change,
  given,
  incidentChanged,
  join,
  later,
  muted,
  renamed,
  started,
} from "./spec-language.ts";

const room = started({ by: ada, with: [bob], kind: "room", visibility: "public" });
const open = { status: "open", severity: "medium", lots: [] } as const;
const outage = started({ by: ada, with: [bob], kind: "room", incident: { ...open, severity: "high", lots: ["A1"] } });

describe("who may see a room", () => {
  it("is changed by whoever manages it, which is a line", () => {
    given(room)
      .when(change({ by: ada, visibility: "private" }))
      .thenHappened({ type: "VisibilityChanged", data: { sequence: 1, visibility: "private", changedBy: ada } });
    given(room)
      .when(change({ by: bob, visibility: "private" }))
      .thenRefused("forbidden");
    given(room)
      .when(change({ by: ada, visibility: "public" }))
      .thenNothing();
  });

  it("is said of rooms only", () =>
    given(started({ by: ada }))
      .when(change({ by: ada, visibility: "public" }))
      .thenRefused("forbidden", "room"));

  it("once private, is who is a member", () =>
    given(room, () => ({
      type: "VisibilityChanged",
      data: { sequence: 1, visibility: "private", changedBy: ada },
    }))
      .when(join(cem))
      .thenRefused("not_found"));
});

describe("an incident", () => {
  it("is changed by whoever writes, part by part, as one line", () => {
    given(outage)
      .when(change({ by: bob, incident: { status: "resolved", lots: [" B2 ", "A1", "B2"] } }))
      .thenHappened({
        type: "IncidentChanged",
        data: { sequence: 1, changedBy: bob, status: "resolved", lots: ["B2", "A1"] },
      });
    given(outage, added(cem, { role: "viewer" }))
      .when(change({ by: cem, incident: { status: "closed" } }))
      .thenRefused("forbidden", "Viewers");
    given(outage, muted(bob, { until: later }))
      .when(change({ by: bob, incident: { status: "closed" } }))
      .thenRefused("forbidden", "muted");
  });

  it("that is closed is reopened", () =>
    given(outage, incidentChanged({ status: "closed" }))
      .when(change({ by: bob, incident: { status: "open" } }))
      .thenHappened(incidentChanged({ status: "open", by: bob })));

  it("is not changed by what it is already", () =>
    given(outage)
      .when(change({ by: bob, incident: { status: "open", severity: "high", lots: ["A1"] } }))
      .thenNothing());

  it("begins in a room that was none's, with all that is known", () =>
    given(room)
      .when(change({ by: bob, incident: { severity: "low" } }))
      .thenHappened(incidentChanged({ by: bob, status: "open", severity: "low", lots: [] })));

  it("is a room's, never a group's", () =>
    given(started({ by: ada }))
      .when(change({ by: ada, incident: { status: "open" } }))
      .thenRefused("forbidden", "room"));

  it.each([
    { lots: [""], says: "empty" },
    { lots: ["x".repeat(101)], says: "100 characters" },
    { lots: ["two\nlines"], says: "one line" },
    { lots: Array.from({ length: 101 }, (_, n) => `lot ${n}`), says: "100 lots" },
  ])("has no lots that $says", ({ lots, says }) =>
    given(outage)
      .when(change({ by: bob, incident: { lots } }))
      .thenRefused("validation_failed", says),
  );
});

describe("several changes at once", () => {
  it("are lines one after the other", () =>
    given(room)
      .when(change({ by: ada, name: "War room", visibility: "private", incident: { severity: "critical" } }))
      .thenHappened(
        renamed({ by: ada, name: "War room" }),
        { type: "VisibilityChanged", data: { sequence: 2, visibility: "private", changedBy: ada } },
        incidentChanged({ status: "open", severity: "critical", lots: [] }),
      ));

  it("happen together, or not at all", () =>
    given(room)
      .when(change({ by: bob, incident: { severity: "critical" }, name: "Mine" }))
      .thenRefused("forbidden", "rename"));

  it("that are none say whether there is something to change", () => {
    given(room)
      .when(change({ by: ada }))
      .thenNothing();
    given(started({ by: ada }))
      .when(change({ by: cem }))
      .thenRefused("not_found");
  });
});
