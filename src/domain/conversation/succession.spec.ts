import { describe, expect, it } from "vitest";
import { stateAfter } from "../spec-language.ts";
import { ada, added, bob, cem, decider, dot, started } from "./spec-language.ts";
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
    expect(succeed({ owner: ada, heir: cem }, group)).toEqual({
      kind: "happened",
      events: [{ type: "OwnershipHandedOver", data: { sequence: 3, from: ada, to: cem } }],
    }));

  it("is handed nothing by whoever owns nothing, or in a direct conversation", () => {
    const nothing = { kind: "happened", events: [] };
    expect(succeed({ owner: bob, heir: cem }, group)).toEqual(nothing);
    expect(succeed({ owner: ada, heir: dot }, group)).toEqual(nothing);
    const direct = stateAfter(decider, [started({ by: ada, with: [bob], kind: "direct" })]);
    expect(succeed({ owner: ada, heir: bob }, direct)).toEqual(nothing);
  });
});
