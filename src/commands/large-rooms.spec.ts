import { describe, expect, it } from "vitest";
import { conversations } from "../domain/conversation/decider.ts";
import { userId, type ConversationId, type UserId } from "../domain/ids.ts";
import { MemoryEventStore } from "../event-store/memory/memory-event-store.ts";
import { addMembers } from "./add-members.ts";
import type { CommandContext } from "./context.ts";
import { headOf } from "./heads.ts";
import { joinConversation } from "./join-conversation.ts";
import { leaveConversation } from "./leave-conversation.ts";
import { ada, contextInMemory, register, startRoom } from "./spec-language.ts";
import { conversationStream } from "./streams.ts";

/** What is done in a room costs: events that are read, and parts of states that are made. */
interface Counted {
  readonly context: CommandContext;
  work: number;
}

function counted(): Counted {
  const parts = new Set<object>();
  const store = new MemoryEventStore();
  const decider: typeof conversations = {
    ...conversations,
    evolve(state, event) {
      const next = conversations.evolve(state, event);
      counting.work += newPartsOf(next, parts);
      return next;
    },
  };
  const counting: Counted = { context: contextInMemory({ store, decider }), work: 0 };
  const readStream = store.readStream.bind(store);
  store.readStream = async function* (...given) {
    for await (const event of readStream(...given)) {
      counting.work += 1;
      yield event;
    }
  };
  return counting;
}

/** How many fields the objects have that it is made of and that were not there before. */
function newPartsOf(part: object, seen: Set<object>): number {
  if (seen.has(part)) return 0;
  seen.add(part);
  const fields = Object.values(part) as unknown[];
  const inner = fields.filter((each) => typeof each === "object" && each !== null);
  return inner.reduce<number>((sum, each) => sum + newPartsOf(each, seen), fields.length);
}

const people = (count: number): UserId[] => [...Array(count).keys()].map((n) => userId(`person-${n}`));

async function workOf(act: (context: CommandContext, room: ConversationId) => Promise<void>): Promise<number> {
  const counting = counted();
  await register(counting.context, ada);
  const room = await startRoom(counting.context);
  await act(counting.context, room);
  return counting.work;
}

/** Twice as much costs twice as much and a little for the depth of trees; with a look at all each time, four times. */
async function expectLinear(workFor: (count: number) => Promise<number>): Promise<void> {
  expect(await workFor(2_000)).toBeLessThan((await workFor(1_000)) * 3);
}

describe("a large room", () => {
  it("is joined one by one at a cost that is the same for each", () =>
    expectLinear((count) =>
      workOf(async (context, conversationId) => {
        for (const actor of people(count)) await joinConversation(context, { actor, conversationId });
        const { state } = await context.conversations.known(conversationStream(conversationId));
        expect(state.members.size).toBe(count + 1);
      }),
    ));

  it("is shown and left one by one at a cost that is the same for each", () =>
    expectLinear((count) =>
      workOf(async (context, conversationId) => {
        const all = people(count);
        await Promise.all(all.map((actor) => joinConversation(context, { actor, conversationId })));
        for (const actor of all) {
          await leaveConversation(context, { actor, conversationId });
          expect((await headOf(context, conversationId))?.firstMemberIds.length).toBeGreaterThan(0);
        }
      }),
    ));

  it("is filled by hundreds at a cost that is the same for each", () =>
    expectLinear((count) =>
      workOf(async (context, conversationId) => {
        const all = people(count);
        await register(context, ...all);
        for (let from = 0; from < count; from += 100) {
          const userIds = all.slice(from, from + 100);
          const outcome = await addMembers(context, { actor: ada, conversationId, userIds });
          expect(outcome).toMatchObject({ kind: "done", events: [{ type: "MembersAdded" }] });
        }
      }),
    ));
});
