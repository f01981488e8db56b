import { describe, expect, it } from "vitest";
import type { ConversationId, UserId } from "../domain/ids.ts";
import type { ScheduledId } from "../domain/scheduled/scheduled-id.ts";
import { KeysInMemory } from "../event-store/codec/keys-in-memory.ts";
import { MemoryEventStore } from "../event-store/memory/memory-event-store.ts";
import { blockUser } from "./block-user.ts";
import type { CommandContext } from "./context.ts";
import { scheduleSend } from "./schedule-send.ts";
import { sendScheduled } from "./send-scheduled.ts";
import { ada, bob, contextInMemory, register } from "./spec-language.ts";
import { startConversation } from "./start-conversation.ts";
import { scheduledStream } from "./streams.ts";
import { tellStanding } from "./tell-standing.ts";

const evening = "2026-11-20T20:00:00.000Z";

/** A process that takes requests, and one that sends what is due and hears nothing of the log but what it reads. */
async function two() {
  let time = "2026-11-20T12:00:00.000Z";
  const shared = { store: new MemoryEventStore(), keys: new KeysInMemory(), clock: () => time };
  const [api, worker] = [contextInMemory(shared), contextInMemory(shared)];
  await register(api, ada, bob);
  const { conversationId } = await startConversation(api, { actor: ada, kind: "direct", memberIds: [bob] });
  return { api, worker, conversationId, becomesEvening: () => (time = evening) };
}

async function schedule(context: CommandContext, conversationId: ConversationId, by: UserId): Promise<ScheduledId> {
  const request = { actor: by, conversationId, content: "hello", sendAt: evening, waiting: 0 };
  const { scheduledId, outcome } = await scheduleSend(context, request);
  if (outcome.kind === "refused") throw new Error(outcome.refusal.detail);
  return scheduledId;
}

async function stateOf({ scheduledSends }: CommandContext, id: ScheduledId) {
  return (await scheduledSends.current(scheduledStream(id))).state;
}

describe("what was scheduled", () => {
  it("is refused where its author's account was disabled meanwhile", async () => {
    const { api, worker, conversationId, becomesEvening } = await two();
    const id = await schedule(api, conversationId, ada);
    await tellStanding(api, { userId: ada, by: bob, isDisabled: true, change: 1 });
    becomesEvening();
    await sendScheduled(worker, id);
    expect(await stateOf(api, id)).toMatchObject({ status: "refused", code: "forbidden" });
  });

  it("is on record as sent where it was sent before its author was disabled", async () => {
    const { api, worker, conversationId, becomesEvening } = await two();
    const id = await schedule(api, conversationId, ada);
    becomesEvening();
    let handled = 0;
    const stopping = new Proxy(worker.scheduledSends, {
      get(target, name) {
        if (name === "handle" && (handled += 1) > 1) return () => Promise.reject(new Error("killed"));
        const member: unknown = Reflect.get(target, name, target);
        return typeof member === "function" ? (member.bind(target) as unknown) : member;
      },
    });
    await expect(sendScheduled({ ...worker, scheduledSends: stopping }, id)).rejects.toThrow("killed");
    await tellStanding(api, { userId: ada, by: bob, isDisabled: true, change: 1 });
    await sendScheduled(worker, id);
    expect(await stateOf(api, id)).toMatchObject({ status: "sent" });
  });

  it("is refused by whoever blocked its author a moment ago, in another process", async () => {
    const { api, worker, conversationId, becomesEvening } = await two();
    const [first, second] = [await schedule(api, conversationId, ada), await schedule(api, conversationId, ada)];
    becomesEvening();
    await sendScheduled(worker, first);
    await blockUser(api, { actor: bob, userId: ada });
    await sendScheduled(worker, second);
    expect(await stateOf(api, first)).toMatchObject({ status: "sent" });
    expect(await stateOf(api, second)).toMatchObject({ status: "refused", code: "forbidden" });
  });
});
