import { beforeEach, describe, expect, it } from "vitest";
import { deleteConversation } from "../../../src/commands/delete-conversation.ts";
import { joinConversation } from "../../../src/commands/join-conversation.ts";
import { leaveConversation } from "../../../src/commands/leave-conversation.ts";
import { conversationStream } from "../../../src/commands/streams.ts";
import type { ConversationId, UserId } from "../../../src/domain/ids.ts";
import { writeDraft } from "../../../src/kept/drafts.ts";
import { members } from "../../../src/projections/members/v1/projection.ts";
import { dropDrafts } from "../../../src/reactors/drop-drafts.ts";
import { ada, bob, processes, register, startRoom, type Process } from "./processes.ts";
import { ReadModelByHand } from "./read-model-by-hand.ts";

const deployment = processes();

let process: Process;
let room: ConversationId;

beforeEach(async () => {
  process = await deployment.start();
  await register(process, ada, bob);
  room = await startRoom(process, "Lunch");
  await joinConversation(process.commands, { actor: bob, conversationId: room });
});

async function write(userId: UserId, content: string): Promise<void> {
  const { state } = await process.commands.conversations.current(conversationStream(room));
  const draft = {
    userId,
    conversationId: room,
    content,
    preview: content,
    contentType: "text",
    replyToId: null,
  } as const;
  await writeDraft(process.pool, { ...draft, upTo: state.lastSequence, writtenAt: new Date().toISOString() });
}

async function drafts(): Promise<unknown[]> {
  const { rows } = await process.pool.query<{ content: string }>("select content from kept.drafts order by content");
  return rows.map(({ content }) => content);
}

const drop = () => dropDrafts(process);

describe("drafts", () => {
  it("of whoever left go, also when they came back, and those of members stay", async () => {
    const readModel = await ReadModelByHand.make(process, members);
    await write(ada, "ada's");
    await write(bob, "bob's");
    await readModel.follow();
    await drop();
    expect(await drafts()).toEqual(["ada's", "bob's"]);
    await leaveConversation(process.commands, { actor: bob, conversationId: room });
    await readModel.follow();
    await drop();
    expect(await drafts()).toEqual(["ada's"]);

    await joinConversation(process.commands, { actor: bob, conversationId: room });
    await write(bob, "bob's again");
    await leaveConversation(process.commands, { actor: bob, conversationId: room });
    await joinConversation(process.commands, { actor: bob, conversationId: room });
    await readModel.follow();
    await drop();
    expect(await drafts()).toEqual(["ada's"]);
  });

  it("in a conversation that was deleted go", async () => {
    const readModel = await ReadModelByHand.make(process, members);
    await write(ada, "ada's");
    await deleteConversation(process.commands, { actor: ada, conversationId: room });
    await readModel.follow();
    await drop();
    expect(await drafts()).toEqual([]);
  });

  it("stay while the read model knows of no members, since it is made anew, or of none so far", async () => {
    await write(ada, "ada's");
    await drop();
    await ReadModelByHand.make(process, members);
    await drop();
    expect(await drafts()).toEqual(["ada's"]);
  });
});
