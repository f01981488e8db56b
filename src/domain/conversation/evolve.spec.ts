import { describe, expect, it } from "vitest";
import { findKeyed } from "../keyed-events.ts";
import { recorded, stateAfter } from "../spec-language.ts";
import { evolve } from "./evolve.ts";
import { firstMembers } from "./first-members.ts";
import {
  ada,
  added,
  bob,
  cem,
  decider,
  deleted,
  joined,
  left,
  removed,
  renamed,
  sent,
  started,
} from "./spec-language.ts";

const after = (
  ...past: Parameters<typeof stateAfter<typeof decider.initialState, ReturnType<ReturnType<typeof sent>>>>[1]
) => stateAfter(decider, past);

describe("what is known of a conversation", () => {
  it("before it is started: nothing", () =>
    expect(after()).toMatchObject({ status: "missing", lastSequence: 0, revision: -1, owners: [] }));

  it("is its kind, its members and their roles", () => {
    const room = after(
      started({ by: ada, with: [bob], kind: "room", visibility: "public", name: "Lunch" }),
      joined(cem),
    );
    expect(room).toMatchObject({ status: "open", kind: "room", visibility: "public", owners: [ada], name: "Lunch" });
    expect(Object.fromEntries(room.members)).toEqual({
      ada: { role: "owner", joining: 0, since: 0, mutedUntil: null },
      bob: { role: "member", joining: 1, since: 0, mutedUntil: null },
      cem: { role: "member", joining: 2, since: 0, mutedUntil: null },
    });
  });

  it("is who came first, and whoever comes back comes last", () => {
    const group = after(started({ by: ada, with: [bob] }), joined(cem), left(bob), added(bob));
    expect(firstMembers(group)).toEqual([ada, cem, bob]);
    expect(group.members.get(bob)).toEqual({ role: "member", joining: 3, since: 2, mutedUntil: null });
  });

  it("is who is there still", () => {
    const group = after(
      started({ by: ada, with: [bob] }),
      added(cem, { role: "admin" }),
      removed(bob, { by: ada }),
      left(cem),
    );
    expect([...group.members.keys()]).toEqual([ada]);
  });

  it("counts lines, and the start is none", () => {
    expect(after(started({ by: ada }))).toMatchObject({ lastSequence: 0, revision: 0 });
    expect(after(started({ by: ada }), sent("hello", { by: ada }), added(bob))).toMatchObject({
      lastSequence: 2,
      revision: 2,
    });
  });

  it("is who started it and when, and when something happened last", () =>
    expect(after(started({ by: ada }), sent("hello", { by: ada }))).toMatchObject({
      createdBy: ada,
      createdAt: "2026-11-30T12:00:00.000Z",
      activeAt: "2026-11-30T12:00:01.000Z",
      lastAt: "2026-11-30T12:00:01.000Z",
    }));

  it("goes by when an imported line was said, and older ones do not take that back", () => {
    const imported = (originalAt: string) => ({ imported: { originalAt, countsAsUnread: false } });
    const [start, hello, older] = [started({ by: ada }), sent("hello", { by: ada }), sent("older", { by: ada })].map(
      (told, revision) => recorded(told(after()), revision),
    );
    if (!start || !hello || !older) throw new Error("Three things happened.");
    const before = evolve(after(), { ...start, ...imported("2008-01-01T00:00:00.000Z") });
    const talked = evolve(before, { ...hello, ...imported("2008-01-02T00:00:00.000Z") });
    expect(evolve(talked, { ...older, ...imported("2007-12-31T00:00:00.000Z") })).toMatchObject({
      createdAt: "2008-01-01T00:00:00.000Z",
      activeAt: "2008-01-02T00:00:00.000Z",
      lastAt: older.at,
    });
  });

  it("is its name as it was changed, part by part", () => {
    const start = started({ by: ada, name: "Lunch", description: "Where?" });
    expect(after(start, renamed({ by: ada, name: "Dinner" }))).toMatchObject({ name: "Dinner", description: "Where?" });
    expect(after(start, renamed({ by: ada, description: "" }))).toMatchObject({ name: "Lunch", description: null });
  });

  it("after it is deleted is that it was, with its counts", () => {
    const gone = after(started({ by: ada, with: [bob] }), sent("hello", { by: ada }), deleted({ by: ada }));
    expect(gone).toMatchObject({ status: "deleted", visibility: "private", owners: [], lastSequence: 1, revision: 2 });
    expect(gone.members.size).toBe(0);
  });

  it("is which keys were used, a deletion's too", () => {
    const key = { name: "k1", body: "mac" };
    const hello = { ...recorded(sent("hello", { by: ada })(after()), 1), key };
    const end = { ...recorded(deleted({ by: ada })(after()), 2), key };
    const gone = evolve(evolve(after(started({ by: ada })), hello), end);
    expect(findKeyed(gone.keyed, hello.id)).toEqual({ revision: 1, body: "mac" });
    expect(findKeyed(gone.keyed, end.id)).toEqual({ revision: 2, body: "mac" });
  });

  it("reads words that were erased", () =>
    expect(
      after(started({ by: ada, name: "Lunch" }), () => ({
        type: "ConversationRenamed",
        data: { sequence: 1, renamedBy: ada, name: null },
      })),
    ).toMatchObject({ name: null }));
});
