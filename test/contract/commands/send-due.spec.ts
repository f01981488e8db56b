import { beforeEach, describe, expect, it } from "vitest";
import { cancelScheduled } from "../../../src/commands/cancel-scheduled.ts";
import type { CommandContext } from "../../../src/commands/context.ts";
import { removeMember } from "../../../src/commands/remove-member.ts";
import { scheduleSend } from "../../../src/commands/schedule-send.ts";
import { conversationStream, scheduledStream } from "../../../src/commands/streams.ts";
import { joinConversation } from "../../../src/commands/join-conversation.ts";
import type { ConversationId, UserId } from "../../../src/domain/ids.ts";
import type { ScheduledId } from "../../../src/domain/scheduled/scheduled-id.ts";
import type { Scheduled } from "../../../src/domain/scheduled/scheduled.ts";
import { scheduled } from "../../../src/projections/scheduled/v1/projection.ts";
import { sendDue } from "../../../src/reactors/send-due.ts";
import { ada, bob, numbered, processes, register, startRoom, type Process } from "./processes.ts";
import { ReadModelByHand } from "./read-model-by-hand.ts";

const deployment = processes();

const evening = "2026-11-30T20:00:00.000Z";
let time = "";
const clock = (): string => time;

let process: Process;
let room: ConversationId;
let readModel: ReadModelByHand;

beforeEach(async () => {
  time = "2026-11-30T12:00:00.000Z";
  process = await deployment.start({ clock });
  await register(process, ada, bob);
  room = await startRoom(process, "Lunch");
  await joinConversation(process.commands, { actor: bob, conversationId: room });
  readModel = await ReadModelByHand.make(process, scheduled);
});

async function schedule(content: string, { by = ada }: { readonly by?: UserId } = {}): Promise<ScheduledId> {
  const request = { actor: by, conversationId: room, content, sendAt: evening, waiting: 0 };
  const { scheduledId, outcome } = await scheduleSend(process.commands, request);
  if (outcome.kind === "refused") throw new Error(outcome.refusal.detail);
  await readModel.follow();
  return scheduledId;
}

async function sendWhatIsDue(at: Process = process, commands: CommandContext = at.commands): Promise<string[]> {
  const reports: string[] = [];
  await sendDue({ pool: at.pool, commands, clock, report: (sentence) => reports.push(sentence) });
  return reports;
}

async function said(): Promise<readonly unknown[]> {
  const stream = process.store.readStream(conversationStream(room));
  const messages = (await Array.fromAsync(stream)).filter(({ type }) => type === "MessageSent");
  return (await process.commands.codec.decode(messages)).map(({ data }) => data["content"]);
}

async function stateOf(id: ScheduledId): Promise<Scheduled> {
  return (await process.commands.scheduledSends.current(scheduledStream(id))).state;
}

/** As a process that is killed once it has sent a message, and before it can say so. */
function stoppingAfterSending(commands: CommandContext): CommandContext {
  let handled = 0;
  const scheduledSends = new Proxy(commands.scheduledSends, {
    get(target, name) {
      if (name === "handle" && (handled += 1) > 1) return () => Promise.reject(new Error("killed"));
      const member: unknown = Reflect.get(target, name, target);
      return typeof member === "function" ? (member.bind(target) as unknown) : member;
    },
  });
  return { ...commands, scheduledSends };
}

describe("a scheduled message", () => {
  it("is sent when its time has come, once, and not before", async () => {
    const id = await schedule("good evening");
    await sendWhatIsDue();
    expect(await said()).toEqual([]);
    time = evening;
    await sendWhatIsDue();
    await sendWhatIsDue();
    expect(await said()).toEqual(["good evening"]);
    expect(await stateOf(id)).toMatchObject({ status: "sent", messageId: `${room}_2`, message: null });
  });

  it("is sent by another process, hours after it was due, when nobody was there", async () => {
    const id = await schedule("good evening");
    await process.commands.close();
    time = "2026-12-01T06:00:00.000Z";
    const next = await deployment.start({ clock });
    await sendWhatIsDue(next);
    expect(await said()).toEqual(["good evening"]);
    expect(await stateOf(id)).toMatchObject({ status: "sent" });
  });

  it("is there once when whoever sent it was killed before saying so", async () => {
    const id = await schedule("good evening");
    time = evening;
    expect(await sendWhatIsDue(process, stoppingAfterSending(process.commands))).toEqual([
      expect.stringContaining("killed"),
    ]);
    expect(await said()).toEqual(["good evening"]);
    expect(await stateOf(id)).toMatchObject({ status: "taken" });
    await readModel.follow();
    await sendWhatIsDue(await deployment.start({ clock }));
    expect(await said()).toEqual(["good evening"]);
    expect(await stateOf(id)).toMatchObject({ status: "sent", messageId: `${room}_2` });
  });

  it("is there once when several processes send what is due at the same time", async () => {
    const words = numbered(20).map((n) => `the ${n}th`);
    for (const each of words) await schedule(each);
    time = evening;
    const others = [process, await deployment.start({ clock }), await deployment.start({ clock })];
    const reports = await Promise.all(others.map((each) => sendWhatIsDue(each)));
    expect(reports.flat()).toEqual([]);
    const all = await said();
    expect(all).toHaveLength(words.length);
    expect(new Set(all)).toEqual(new Set(words));
  });

  it("is refused, on the record, to whoever may not write then", async () => {
    const id = await schedule("good evening", { by: bob });
    await removeMember(process.commands, { actor: ada, conversationId: room, userId: bob });
    time = evening;
    await sendWhatIsDue();
    expect(await said()).toEqual([]);
    expect(await stateOf(id)).toMatchObject({ status: "refused", code: "forbidden" });
    await readModel.follow();
    await sendWhatIsDue();
    expect(await stateOf(id)).toMatchObject({ status: "refused" });
  });

  it("is either sent or cancelled, whatever comes at the same time", async () => {
    const ids: ScheduledId[] = [];
    for (const n of numbered(12)) ids.push(await schedule(`the ${n}th`));
    time = evening;
    const other = await deployment.start({ clock });
    const sending = sendWhatIsDue();
    const cancelled = await Promise.all(
      ids.map((scheduledId) => cancelScheduled(other.commands, { actor: ada, scheduledId })),
    );
    await sending;
    const words = await said();
    for (const [n, { kind }] of cancelled.entries()) expect(words.includes(`the ${n}th`)).toBe(kind === "refused");
  });
});
