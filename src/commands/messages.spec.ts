import { describe, expect, it, vi } from "vitest";
import { lineId, type ConversationId, type LineId } from "../domain/ids.ts";
import { KeysInMemory } from "../event-store/codec/keys-in-memory.ts";
import { MemoryEventStore } from "../event-store/memory/memory-event-store.ts";
import { blockUser } from "./block-user.ts";
import type { CommandContext } from "./context.ts";
import { deleteMessage } from "./delete-message.ts";
import { editMessage } from "./edit-message.ts";
import { forwardMessage } from "./forward-message.ts";
import { findLineNow } from "./line-now.ts";
import { versionsOf } from "./message-versions.ts";
import { react, takeBackReactions } from "./react.ts";
import { removeMember } from "./remove-member.ts";
import { sendMessage, type SendMessageRequest } from "./send-message.ts";
import { ada, bob, cem, contextInMemory, register, startRoom } from "./spec-language.ts";
import { startConversation } from "./start-conversation.ts";
import { lineOf } from "../domain/conversation/line.ts";
import { findLine } from "./find-line.ts";

const windows = { direct: 0, group: 0, room: 0, incident: 0 };

/** Two processes on one log. */
async function two(): Promise<{ one: CommandContext; other: CommandContext; room: ConversationId }> {
  const shared = { store: new MemoryEventStore(), keys: new KeysInMemory() };
  const [one, other] = [contextInMemory(shared), contextInMemory(shared)];
  await register(one, ada, bob, cem);
  return { one, other, room: await startRoom(one, "Lunch", [bob]) };
}

async function say(context: CommandContext, conversationId: ConversationId, more: Partial<SendMessageRequest> = {}) {
  const outcome = await sendMessage(context, { actor: ada, conversationId, content: "hello", ...more });
  if (outcome.kind === "refused") throw new Error(outcome.refusal.detail);
  return lineId({ conversationId, revision: outcome.events[0]?.revision ?? -1 });
}

const edit = (context: CommandContext, messageId: LineId, content: string) =>
  editMessage(context, { actor: ada, messageId, content, windows });

describe("what becomes of a message", () => {
  it("is decided on what another process did to it", async () => {
    const { one, other, room } = await two();
    const id = await say(one, room);
    await edit(one, id, "one");
    await edit(other, id, "two");
    await deleteMessage(one, { actor: ada, messageId: id });
    expect(await edit(other, id, "three")).toMatchObject({ kind: "refused", refusal: { code: "gone" } });
    expect(await deleteMessage(other, { actor: ada, messageId: id })).toMatchObject({ kind: "done", events: [] });
  });

  it("is decided on who may do it by now, whichever process knows so", async () => {
    const { one, other, room } = await two();
    const id = await say(one, room, { actor: bob });
    await findLineNow(other, id, { read: "current" });
    await removeMember(one, { actor: ada, conversationId: room, userId: bob });
    const outcome = await editMessage(other, { actor: bob, messageId: id, content: "hi", windows });
    expect(outcome).toMatchObject({ kind: "refused", refusal: { code: "forbidden" } });
  });

  it("is read as it is, with those who reacted", async () => {
    const { one, other, room } = await two();
    const id = await say(one, room);
    await react(one, { actor: bob, messageId: id, emoji: "👍", allowed: "any" });
    await react(other, { actor: ada, messageId: id, emoji: "👍", allowed: "any" });
    await edit(other, id, "hi");
    const now = await findLineNow(one, id, { read: "current", viewer: ada });
    expect(now?.event.data).toMatchObject({ content: "hi" });
    expect(now?.since.reactions).toEqual([{ emoji: "👍", count: 2, userIds: [bob, ada], isMine: true }]);
    await takeBackReactions(one, { actor: ada, messageId: id });
    const then = await findLineNow(other, id, { read: "current", viewer: ada });
    expect(then?.since.reactions).toEqual([{ emoji: "👍", count: 1, userIds: [bob], isMine: false }]);
  });

  it("is no other command's, where a key is repeated", async () => {
    const { one, other, room } = await two();
    const id = await say(one, room);
    const asked = { actor: bob, messageId: id, emoji: "👍", allowed: "any" as const, key: { name: "k", body: "👍" } };
    await react(one, asked);
    await takeBackReactions(one, { actor: bob, messageId: id });
    expect(await react(other, asked)).toMatchObject({ kind: "done", isReplay: true });
    expect((await findLineNow(one, id, { read: "current" }))?.since.reactions).toEqual([]);
  });

  it("is told version by version, between any number of reactions", async () => {
    const { one, room } = await two();
    const id = await say(one, room);
    for (let n = 0; n < 3; n += 1) {
      await edit(one, id, `edit ${n}`);
      for (let times = 0; times < 200; times += 1) {
        await react(one, { actor: bob, messageId: id, emoji: "👍", allowed: "any" });
        await takeBackReactions(one, { actor: bob, messageId: id });
      }
    }
    const event = await findLine(one, id);
    if (!event) throw new Error("It was not sent.");
    for (const limit of [1, 2, 3, 4, 5]) {
      const told: (string | null)[] = [];
      let pages = 0;
      for (let from: number | null = 0; from !== null && pages < 10; pages += 1) {
        const page = await versionsOf(one, lineOf(room, event), { from, limit });
        expect(page.versions.length).toBeLessThanOrEqual(limit);
        told.push(...page.versions.map(({ content }) => content));
        from = page.next;
      }
      expect(told).toEqual(["hello", "edit 0", "edit 1", "edit 2"]);
    }
    expect((await versionsOf(one, lineOf(room, event), { from: 9_999, limit: 1 })).next).toBeNull();
  });
});

describe("forwarding", () => {
  it("with a key sends to each once, however often and wherever it is repeated", async () => {
    const { one, other, room } = await two();
    const id = await say(one, room);
    const targets = [await startRoom(one, "One"), await startRoom(one, "Two")];
    const asked = { actor: ada, messageId: id, conversationIds: targets, key: { name: "k", body: "b" } };
    const [first, again] = [await forwardMessage(one, asked), await forwardMessage(other, asked)];
    const idsOf = (forwarded: typeof first) =>
      forwarded.kind === "done"
        ? forwarded.outcomes.map(({ outcome }) => (outcome.kind === "done" ? outcome.events[0]?.id : outcome.refusal))
        : forwarded.refusal;
    expect(idsOf(again)).toEqual(idsOf(first));
  });

  it("refuses each target alone, and all where the source may not be read", async () => {
    const { one, room } = await two();
    const id = await say(one, room);
    const { conversationId: notes } = await startConversation(one, { actor: cem, kind: "direct", memberIds: [] });
    const [mine, theirs] = [await startRoom(one, "One"), notes];
    const forwarded = await forwardMessage(one, { actor: ada, messageId: id, conversationIds: [mine, theirs] });
    expect(forwarded).toMatchObject({
      outcomes: [{ outcome: { kind: "done" } }, { outcome: { kind: "refused", refusal: { code: "not_found" } } }],
    });
    const secret = await sendMessage(one, { actor: cem, conversationId: notes, content: "secret" });
    expect(secret.kind).toBe("done");
    const inNotes = lineId({ conversationId: notes, revision: 1 });
    expect(await forwardMessage(one, { actor: ada, messageId: inNotes, conversationIds: [mine] })).toMatchObject({
      refusal: { code: "not_found" },
    });
  });
});

describe("sending", () => {
  it("a plain message into a conversation that is known reads nothing", async () => {
    const { one, room } = await two();
    const { conversationId: direct } = await startConversation(one, { actor: ada, kind: "direct", memberIds: [bob] });
    await say(one, room);
    await say(one, direct);
    const reads = vi.spyOn(one.store, "readStream");
    await say(one, room);
    await say(one, direct);
    expect(reads).not.toHaveBeenCalled();
  });

  it("to somebody who blocked the sender is refused", async () => {
    const { one, other } = await two();
    const { conversationId: direct } = await startConversation(one, { actor: ada, kind: "direct", memberIds: [bob] });
    await blockUser(one, { actor: bob, userId: ada });
    for (const context of [one, other]) {
      const outcome = await sendMessage(context, { actor: ada, conversationId: direct, content: "hello" });
      expect(outcome).toMatchObject({ kind: "refused", refusal: { code: "forbidden" } });
    }
    expect((await sendMessage(one, { actor: bob, conversationId: direct, content: "bye" })).kind).toBe("done");
  });

  it("a reply to what another process has deleted is refused", async () => {
    const { one, other, room } = await two();
    const id = await say(one, room);
    await findLineNow(other, id, { read: "current" });
    await deleteMessage(one, { actor: ada, messageId: id });
    const outcome = await sendMessage(other, { actor: bob, conversationId: room, content: "hi", replyToId: id });
    expect(outcome).toMatchObject({ kind: "refused", refusal: { code: "gone" } });
  });
});
