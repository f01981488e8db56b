import { describe, expect, it } from "vitest";
import { stateAfter } from "../spec-language.ts";
import { isOwner, mayJoin, mayManage, mayRead, mayWrite } from "./access.ts";
import { ada, added, bob, cem, decider, deleted, started } from "./spec-language.ts";

describe("access", () => {
  it.each([
    { role: "viewer", sends: false, manages: false, owns: false },
    { role: "member", sends: true, manages: false, owns: false },
    { role: "moderator", sends: true, manages: false, owns: false },
    { role: "admin", sends: true, manages: true, owns: false },
    { role: "owner", sends: true, manages: true, owns: true },
  ] as const)("of a $role", ({ role, sends, manages, owns }) => {
    const group = stateAfter(decider, [started({ by: ada }), added(bob, { role })]);
    expect(mayRead(group, bob)).toBe(true);
    expect(mayJoin(group, bob)).toBe(true);
    expect(mayWrite(group, bob)).toBe(sends);
    expect(mayManage(group, bob)).toBe(manages);
    expect(isOwner(group, bob)).toBe(owns);
  });

  it("of a stranger is none, but reading and joining what is public", () => {
    const group = stateAfter(decider, [started({ by: ada })]);
    const room = stateAfter(decider, [started({ by: ada, kind: "room", visibility: "public" })]);
    expect([mayRead, mayJoin, mayWrite, mayManage].map((may) => may(group, cem))).toEqual([false, false, false, false]);
    expect([mayRead, mayJoin, mayWrite, mayManage].map((may) => may(room, cem))).toEqual([true, true, false, false]);
  });

  it("of a direct conversation is alike for both: nobody manages it", () => {
    const direct = stateAfter(decider, [started({ by: ada, with: [bob], kind: "direct" })]);
    expect([mayRead, mayWrite, mayManage].map((may) => may(direct, ada))).toEqual([true, true, false]);
  });

  it("ends for everyone with the conversation", () => {
    const past = [started({ by: ada, kind: "room" as const, visibility: "public" as const }), deleted({ by: ada })];
    const gone = stateAfter(decider, past);
    expect([mayRead, mayJoin, mayWrite, mayManage].map((may) => may(gone, ada))).toEqual([false, false, false, false]);
  });
});
