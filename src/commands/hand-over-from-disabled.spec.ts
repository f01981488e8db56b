import { describe, expect, it } from "vitest";
import type { ConversationId, UserId } from "../domain/ids.ts";
import { changeMember } from "./change-member.ts";
import type { CommandContext } from "./context.ts";
import { handOverFromDisabled } from "./hand-over-from-disabled.ts";
import { joinConversation } from "./join-conversation.ts";
import { leaveConversation } from "./leave-conversation.ts";
import { ada, bob, cem, contextInMemory, register, startRoom } from "./spec-language.ts";
import { conversationStream, userStream } from "./streams.ts";
import { tellStanding } from "./tell-standing.ts";

async function roomOfThree(): Promise<{ context: CommandContext; room: ConversationId }> {
  const context = contextInMemory();
  await register(context, ada, bob, cem);
  return { context, room: await startRoom(context, "Lunch", [bob, cem]) };
}

const disable = (context: CommandContext, who: UserId) =>
  tellStanding(context, { userId: who, by: cem, isDisabled: true, change: 1 });

async function ownersOf({ conversations }: CommandContext, room: ConversationId): Promise<readonly UserId[]> {
  return (await conversations.current(conversationStream(room))).state.owners;
}

/** The same, where something happens just after somebody's account was looked at for the first time. */
function onceLookedAt(context: CommandContext, who: UserId, happens: () => Promise<unknown>): CommandContext {
  let isDone = false;
  const users = new Proxy(context.users, {
    get(target, name) {
      const member: unknown = Reflect.get(target, name, target);
      if (name !== "current") return typeof member === "function" ? (member.bind(target) as unknown) : member;
      return async (stream: string) => {
        const found = await target.current(stream);
        const isFirst = stream === userStream(who) && !isDone;
        isDone ||= isFirst;
        if (isFirst) await happens();
        return found;
      };
    },
  });
  return { ...context, users };
}

describe("what a disabled owner had", () => {
  it("is the next one's", async () => {
    const { context, room } = await roomOfThree();
    await disable(context, ada);
    await handOverFromDisabled(context, { actor: ada, conversationId: room });
    expect(await ownersOf(context, room)).toEqual([bob]);
  });

  it("is another one's where the next one leaves just then", async () => {
    const { context, room } = await roomOfThree();
    await disable(context, ada);
    const racing = onceLookedAt(context, bob, () => leaveConversation(context, { actor: bob, conversationId: room }));
    await handOverFromDisabled(racing, { actor: ada, conversationId: room });
    expect(await ownersOf(context, room)).toEqual([cem]);
  });

  it("is another one's where the next one is disabled just then", async () => {
    const { context, room } = await roomOfThree();
    await disable(context, ada);
    const racing = onceLookedAt(context, bob, () => disable(context, bob));
    await handOverFromDisabled(racing, { actor: ada, conversationId: room });
    expect(await ownersOf(context, room)).toEqual([cem]);
  });
});

describe("a public room that nobody was there to take over", () => {
  it("belongs to whoever joins it first", async () => {
    const context = contextInMemory();
    await register(context, ada, bob, cem);
    const room = await startRoom(context, "Lunch");
    await disable(context, ada);
    await handOverFromDisabled(context, { actor: ada, conversationId: room });
    expect(await ownersOf(context, room)).toEqual([ada]);
    for (const actor of [bob, cem]) await joinConversation(context, { actor, conversationId: room });
    expect(await ownersOf(context, room)).toEqual([bob]);
  });
});

describe("handing over to somebody", () => {
  it("leaves nobody who is disabled just then the only owner", async () => {
    const { context, room } = await roomOfThree();
    const racing = onceLookedAt(context, bob, () => disable(context, bob));
    await changeMember(racing, { actor: ada, conversationId: room, userId: bob, role: "owner" });
    expect(await ownersOf(context, room)).toEqual([ada]);
  });
});
