import { beforeEach, describe, expect, it } from "vitest";
import type { Head as HeadOnTheWire } from "../domain/conversation/head.ts";
import type { ConversationId } from "../domain/ids.ts";
import { KeysInMemory } from "../event-store/codec/keys-in-memory.ts";
import { MemoryEventStore } from "../event-store/memory/memory-event-store.ts";
import { conversationJson } from "../wire/conversation.ts";
import { addMembers } from "./add-members.ts";
import type { CommandContext } from "./context.ts";
import { deleteConversation } from "./delete-conversation.ts";
import { headOf } from "./heads.ts";
import { namesOf } from "./people.ts";
import { sendMessage } from "./send-message.ts";
import { ada, bob, cem, contextInMemory, noon, register, startRoom } from "./spec-language.ts";

let store: MemoryEventStore;
let keys: KeysInMemory;
let context: CommandContext;
let room: ConversationId;

beforeEach(async () => {
  [store, keys] = [new MemoryEventStore(), new KeysInMemory()];
  context = contextInMemory({ store, keys });
  await register(context, ada, bob, cem);
  room = await startRoom(context, "Lunch", [bob]);
});

describe("the head of a conversation", () => {
  it("is what a list shows of it", async () => {
    await addMembers(context, { actor: ada, conversationId: room, userIds: [cem] });
    const key = { name: "k1", body: "hello" };
    await sendMessage(context, { actor: bob, conversationId: room, content: "hello", key });
    const head: HeadOnTheWire | null = await headOf(context, room);
    expect(head).toMatchObject({
      id: room,
      kind: "room",
      visibility: "public",
      name: "Lunch",
      description: null,
      ownerIds: [ada],
      memberCount: 3,
      firstMemberIds: [ada, bob, cem],
      lastSequence: 2,
      createdBy: ada,
      createdAt: noon,
      updatedAt: noon,
      lastLine: {
        conversationId: room,
        revision: 2,
        actor: bob,
        createdAt: noon,
        clientMessageId: "k1",
        quote: null,
        event: { type: "MessageSent", data: { content: "hello" } },
      },
    });
    const json = head && conversationJson(head, await namesOf(context, [ada, bob, cem]));
    expect(json).toMatchObject({
      members_preview: [{ id: ada }, { id: bob }, { id: cem }],
      last_message: { preview: "hello" },
    });
  });

  it("has no last line before the first one", async () =>
    expect(await headOf(context, room)).toMatchObject({ lastLine: null, lastSequence: 0 }));

  it("is as it stands now, whoever wrote last", async () => {
    await headOf(context, room);
    const elsewhere = contextInMemory({ store, keys });
    await sendMessage(elsewhere, { actor: ada, conversationId: room, content: "hello" });
    expect(await headOf(context, room)).toMatchObject({ lastSequence: 1, lastLine: { revision: 1 } });
  });

  it("is missing where there is no conversation, or none any more", async () => {
    expect(await headOf(context, context.ids.fresh())).toBeNull();
    await deleteConversation(context, { actor: ada, conversationId: room });
    expect(await headOf(context, room)).toBeNull();
  });
});
