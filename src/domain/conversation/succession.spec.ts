import { describe, expect, it } from "vitest";
import { stateAfter } from "../spec-language.ts";
import { ada, added, bob, cem, decider, dot, later, muted, now, started } from "./spec-language.ts";
import { heirsOf, succeed } from "./succession.ts";

const group = stateAfter(decider, [
  started({ by: ada, with: [bob] }),
  added(cem, { role: "moderator" }),
  added(dot, { role: "viewer" }),
]);

describe("the next owner", () => {
  it("is of the highest role, among equals who has been there longest, and no viewer", () => {
    expect(heirsOf(group)).toEqual([cem, bob]);
    expect(heirsOf(stateAfter(decider, [started({ by: ada, with: [dot, bob] })]))).toEqual([dot, bob]);
  });

  it("is handed what a disabled owner had", () =>
    expect(succeed({ owner: ada, heir: cem }, group, { at: now })).toEqual({
      kind: "happened",
      events: [{ type: "OwnershipHandedOver", data: { sequence: 3, from: ada, to: cem } }],
    }));

  it("is muted no more", () =>
    expect(
      succeed(
        { owner: ada, heir: bob },
        stateAfter(decider, [started({ by: ada, with: [bob] }), muted(bob, { until: later })]),
        {
          at: now,
        },
      ),
    ).toEqual({
      kind: "happened",
      events: [
        { type: "OwnershipHandedOver", data: { sequence: 1, from: ada, to: bob } },
        { type: "MemberUnmuted", data: { userId: bob, unmutedBy: ada } },
      ],
    }));

  it("is handed nothing by whoever owns nothing, or in a direct conversation", () => {
    const nothing = { kind: "happened", events: [] };
    expect(succeed({ owner: bob, heir: cem }, group, { at: now })).toEqual(nothing);
    expect(succeed({ owner: ada, heir: dot }, group, { at: now })).toEqual(nothing);
    const direct = stateAfter(decider, [started({ by: ada, with: [bob], kind: "direct" })]);
    expect(succeed({ owner: ada, heir: bob }, direct, { at: now })).toEqual(nothing);
  });
});
