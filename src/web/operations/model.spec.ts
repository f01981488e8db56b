import { describe, expect, it } from "vitest";
import type { Build, Projection } from "../api/operations.ts";
import { headOf, labelOf, modelsOf, shareOf, timeLeft, verdictOf } from "./model.ts";

const build = (given: Partial<Build>): Build => ({
  id: `${given.version ?? 1}.${given.build ?? 1}`,
  version: 1,
  build: 1,
  is_active: true,
  is_previous: false,
  is_ready: true,
  position: "100",
  lag: 0,
  events_per_second: 0,
  seconds_left: 0,
  pace: null,
  is_hurried: false,
  state: "running",
  error: null,
  stopped_at: null,
  updated_at: "2026-11-21T18:00:00.000Z",
  ...given,
});
const named = (name: string, ...builds: readonly Build[]): Projection => ({ name, newest_version: 1, builds });
const beside = (given: Partial<Build>): Build => build({ is_active: false, ...given });

describe("the builds of a read model", () => {
  it("are the one that is asked, those that come, and the one to go back to", () => {
    const [lines] = modelsOf([
      named("lines", build({ build: 2 }), beside({ build: 1, is_previous: true }), beside({ build: 3 })),
    ]);
    expect(lines).toMatchObject({ active: { build: 2 }, previous: { build: 1 }, coming: [{ build: 3 }] });
  });

  it("are told apart by their versions, by more only where there are two of one", () => {
    const [model] = modelsOf([
      named("lines", build({ version: 3 }), beside({ version: 4, build: 2 }), beside({ version: 4, build: 3 })),
    ]);
    expect(model && [model.active, ...model.coming].map((each) => labelOf(each, model))).toEqual([
      "v3",
      "v4.2",
      "v4.3",
    ]);
  });

  it("say where the log ends, and how much of it one has read", () => {
    expect(headOf([build({ position: "100" }), beside({ position: "40", lag: 65 })])).toBe(105n);
    expect(shareOf(beside({ position: "25", lag: 75 }))).toBe(0.25);
    expect(shareOf(beside({ position: "0", lag: 0 }))).toBe(1);
  });
});

describe("what an operator is told first", () => {
  const told = (...projections: readonly Projection[]) => verdictOf(modelsOf(projections));

  it("is that everything works, though a little is on its way", () =>
    expect(told(named("lines", build({ lag: 12 })))).toEqual({ kind: "works" }));

  it("is what stopped, before what is only behind", () =>
    expect(
      told(named("lines", build({ lag: 90_000 })), named("search", build({ state: "stopped", lag: 7 }))),
    ).toMatchObject({
      kind: "stopped",
      model: { name: "search" },
      isShown: false,
    }));

  it("is what is furthest behind, and whether people see it", () =>
    expect(told(named("lines", build({ lag: 90_000 })), named("search", build({ lag: 2_000 })))).toMatchObject({
      kind: "behind",
      model: { name: "lines" },
      isShown: true,
    }));

  it("is that nobody reads on, once something is missing", () => {
    expect(told(named("lines", build({ state: "waiting" })))).toEqual({ kind: "works" });
    expect(told(named("lines", build({ state: "waiting", lag: 3 })))).toMatchObject({ kind: "unled" });
  });
});

it.each([
  [null, { kind: "unknown" }],
  [0.2, { kind: "seconds", n: 1 }],
  [80, { kind: "seconds", n: 80 }],
  [170, { kind: "minutes", n: 3 }],
  [9_000, { kind: "hours", n: 3 }],
])("%s seconds left are said as %o", (seconds, said) => expect(timeLeft(seconds)).toEqual(said));
