import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { PersistentMap } from "../persistent-map.ts";
import { recorded } from "../spec-language.ts";
import type { Conversation } from "./conversation.ts";
import { isLine, kinds, visibilities, type ConversationEvent } from "./events.ts";
import { firstMembers } from "./first-members.ts";
import { roles } from "./roles.ts";
import {
  ada,
  add,
  ban,
  bob,
  cem,
  change,
  changeOf,
  decider,
  deleteIt,
  dot,
  join,
  later,
  leave,
  line,
  pin,
  remove,
  rename,
  send,
  start,
  unban,
} from "./spec-language.ts";

const anybody = fc.constantFrom(ada, bob, cem, dot);
const people = fc.array(anybody, { maxLength: 4 });
const found = { sequence: 1, type: "MessageSent" } as const;

const anyStart = fc
  .record({ by: anybody, with: people, kind: fc.constantFrom(...kinds), visibility: fc.constantFrom(...visibilities) })
  .map(start);

const anyCommand = fc.oneof(
  { weight: 1, arbitrary: anyStart },
  { weight: 9, arbitrary: fc.tuple(fc.string(), anybody).map(([text, by]) => send(text, { by })) },
  { weight: 2, arbitrary: fc.tuple(fc.nat(20), anybody).map(([n, by]) => send("re", { by, replyTo: line(n), found })) },
  { weight: 3, arbitrary: fc.record({ by: anybody, name: fc.constantFrom("", "Lunch", "Dinner") }).map(rename) },
  {
    weight: 4,
    arbitrary: fc.tuple(people, anybody, fc.constantFrom(...roles)).map(([who, by, role]) => add(who, { by, role })),
  },
  { weight: 3, arbitrary: fc.tuple(anybody, anybody).map(([who, by]) => remove(who, { by })) },
  { weight: 3, arbitrary: anybody.map(join) },
  { weight: 3, arbitrary: anybody.map(leave) },
  {
    weight: 4,
    arbitrary: fc
      .tuple(anybody, anybody, fc.constantFrom(...roles))
      .map(([who, by, role]) => changeOf(who, { by, role })),
  },
  { weight: 2, arbitrary: fc.tuple(anybody, anybody).map(([who, by]) => changeOf(who, { by, mutedUntil: later })) },
  { weight: 3, arbitrary: fc.tuple(anybody, anybody).map(([who, by]) => ban(who, { by })) },
  { weight: 1, arbitrary: fc.tuple(anybody, anybody).map(([who, by]) => unban(who, { by })) },
  { weight: 2, arbitrary: fc.tuple(fc.nat(9), anybody).map(([n, by]) => pin(line(n), { by })) },
  {
    weight: 2,
    arbitrary: fc
      .record({
        by: anybody,
        name: fc.constantFrom("", "Tea"),
        visibility: fc.constantFrom(...visibilities),
        incident: fc.constantFrom({ status: "closed" as const }, { lots: ["A1"] }),
      })
      .map(change),
  },
  { weight: 1, arbitrary: anybody.map((by) => deleteIt({ by })) },
);

interface History {
  readonly state: Conversation;
  readonly events: readonly ConversationEvent[];
}

const nothingYet: History = { state: decider.initialState, events: [] };

/** Every history that several people can make, with `check` after each of its commands. */
function inEveryHistory(check: (after: History, before: History) => void): void {
  fc.assert(
    fc.property(anyStart, fc.array(anyCommand, { maxLength: 60 }), (first, commands) => {
      let history = nothingYet;
      for (const ask of [first, ...commands]) {
        const before = history;
        const decision = ask(before.state);
        for (const event of decision.kind === "happened" ? decision.events : []) history = followedBy(history, event);
        check(history, before);
      }
    }),
    { numRuns: 300 },
  );
}

function followedBy({ state, events }: History, event: ConversationEvent): History {
  const key = { name: "k", body: "mac" };
  return { state: decider.evolve(state, { ...recorded(event, events.length), key }), events: [...events, event] };
}

describe("in every history", () => {
  it("the lines are numbered 1, 2, 3 … without a gap", () =>
    inEveryHistory(({ events, state }) => {
      const sequences = events.filter(isLine).map(({ data }) => data.sequence);
      expect(sequences).toEqual(sequences.map((_, index) => index + 1));
      expect(state.lastSequence).toBe(sequences.length);
      expect(state.revision).toBe(events.length - 1);
    }));

  it("a group or a room has an owner, and a direct conversation none", () =>
    inEveryHistory(({ state }) => {
      const owners = [...state.members].filter(([, { role }]) => role === "owner").map(([userId]) => userId);
      expect([...state.owners].toSorted()).toEqual(owners.toSorted());
      expect(owners.length > 0).toBe(state.status === "open" && state.kind !== "direct");
    }));

  it("the first members are those who have been there longest", () =>
    inEveryHistory(({ state }) => {
      const byJoining = [...state.members].toSorted(([, one], [, other]) => one.joining - other.joining);
      expect(firstMembers(state)).toEqual(byJoining.slice(0, 5).map(([userId]) => userId));
    }));

  it("nobody who is banned is a member", () =>
    inEveryHistory(({ state }) => {
      for (const userId of state.banned.keys()) expect(state.members.has(userId)).toBe(false);
    }));

  it("a direct conversation keeps its people", () =>
    inEveryHistory(({ state }, before) => {
      const direct = state.kind === "direct" && before.state.status === "open";
      expect(new Set(state.members.keys())).toEqual(new Set((direct ? before.state : state).members.keys()));
    }));

  it("nothing happens any more once it is deleted", () =>
    inEveryHistory(({ events }) => {
      const end = events.findIndex(({ type }) => type === "ConversationDeleted");
      expect(end === -1 ? events.length : end + 1).toBe(events.length);
    }));
});

describe("what is kept of a conversation", () => {
  it("does not grow with its messages", () => {
    const talk = (count: number): number => {
      let state = decider.initialState;
      for (let n = 0; n < count; n += 1) {
        const decision = (n === 0 ? start({ by: ada }) : send("hello", { by: ada }))(state);
        const [event] = decision.kind === "happened" ? decision.events : [];
        if (event) state = decider.evolve(state, { ...recorded(event, n), key: { name: "k", body: "mac" } });
      }
      expect(state.lastSequence).toBe(count - 1);
      return sizeOf(state);
    };
    expect(talk(6_000)).toBeLessThan(talk(2_000) * 1.2);
  });
});

function sizeOf(state: Conversation): number {
  return JSON.stringify(state, (_, part: unknown) => (part instanceof PersistentMap ? [...part] : part)).length;
}
