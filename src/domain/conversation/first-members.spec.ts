import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { userId, type UserId } from "../ids.ts";
import { recorded } from "../spec-language.ts";
import type { Conversation } from "./conversation.ts";
import { conversations } from "./decider.ts";
import type { ConversationEvent } from "./events.ts";
import { firstMembers } from "./first-members.ts";

const person = (n: number): UserId => userId(`user-${n}`);

interface Step {
  readonly joins?: number;
  readonly leaves?: number;
  readonly firstLeave?: number;
}

const anyStep: fc.Arbitrary<Step> = fc.oneof(
  { weight: 40, arbitrary: fc.record({ joins: fc.nat(300) }) },
  { weight: 4, arbitrary: fc.record({ leaves: fc.nat(300) }) },
  // Those who have been there longest go, all at once.
  { weight: 1, arbitrary: fc.record({ firstLeave: fc.nat(80) }) },
);

function next(state: Conversation, event: ConversationEvent): Conversation {
  return conversations.evolve(state, recorded(event, state.revision + 1));
}

const join = (state: Conversation, id: UserId): Conversation =>
  next(state, { type: "MemberJoined", data: { sequence: state.lastSequence + 1, userId: id } });
const leave = (state: Conversation, id: UserId): Conversation =>
  next(state, { type: "MemberLeft", data: { sequence: state.lastSequence + 1, userId: id } });

describe("the first members", () => {
  it("are the first five of all, whoever comes and goes", () =>
    fc.assert(
      fc.property(fc.array(anyStep, { maxLength: 300, size: "max" }), (steps) => {
        let state = conversations.initialState;
        let model: UserId[] = [];
        for (const step of steps) {
          const leaving = leavingIn(step, model);
          for (const id of leaving.filter((each) => model.includes(each))) state = leave(state, id);
          model = model.filter((id) => !leaving.includes(id));
          if (step.joins !== undefined && !model.includes(person(step.joins))) {
            state = join(state, person(step.joins));
            model.push(person(step.joins));
          }
          expect(firstMembers(state)).toEqual(model.slice(0, 5));
        }
      }),
    ));

  it("are told without a look at all members each time, though everybody leaves in the order of joining", () => {
    const count = 2_000;
    let state = conversations.initialState;
    for (let n = 0; n < count; n += 1) state = join(state, person(n));
    let looks = 0;
    for (let n = 0; n < count; n += 1) {
      const left = leave(state, person(n));
      if (left.earliest.some((id) => !state.earliest.includes(id))) looks += 1;
      state = left;
    }
    expect(looks).toBeLessThan(count / 40);
  });
});

function leavingIn(step: Step, members: readonly UserId[]): readonly UserId[] {
  if (step.firstLeave !== undefined) return members.slice(0, step.firstLeave);
  return step.leaves === undefined ? [] : [person(step.leaves)];
}
