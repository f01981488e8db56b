import { describe, expect, it } from "vitest";
import { placeHold } from "../../../src/commands/holds.ts";
import { editMessage } from "../../../src/commands/edit-message.ts";
import { sendMessage } from "../../../src/commands/send-message.ts";
import { lineId, type ConversationId } from "../../../src/domain/ids.ts";
import { forgetOldWords, type RetentionDays } from "../../../src/erasure/retention.ts";
import { Codec } from "../../../src/event-store/codec/codec.ts";
import type { KeyRing } from "../../../src/event-store/keys/key-ring.ts";
import { eventTypes } from "../../../src/events/index.ts";
import { changeConversation } from "../../../src/commands/change-conversation.ts";
import { deleteConversation } from "../../../src/commands/delete-conversation.ts";
import { transaction } from "../../../src/platform/postgres/transaction.ts";
import { audit } from "../../../src/projections/audit/v1/projection.ts";
import { lines } from "../../../src/projections/lines/v1/projection.ts";
import { ada, bob, processes, register, startRoom, type Process } from "../commands/processes.ts";

const running = processes();

/** The clock of a deployment, which the test moves. */
let now = "";

async function deployment(): Promise<Process> {
  now = "2026-01-10T12:00:00.000Z";
  const process = await running.start({ clock: () => now });
  await register(process, ada, bob);
  return process;
}

const day = 24 * 3_600_000;

async function says(
  { commands }: Process,
  conversationId: ConversationId,
  at: string,
  content: string,
): Promise<number> {
  now = at;
  const outcome = await sendMessage(commands, { actor: ada, conversationId, content });
  if (outcome.kind === "refused") throw new Error(outcome.refusal.detail);
  return outcome.events[0]?.revision ?? -1;
}

/** @returns what was reported */
async function forgets(process: Process, at: string, days: RetentionDays): Promise<readonly string[]> {
  const reports: string[] = [];
  const { pool, commands, keys } = process;
  const auth = { pool, now: () => new Date(at), registration: "open" } as const;
  now = at;
  const report = (sentence: string): unknown => reports.push(sentence);
  const parts = { auth, commands, keys, dataDir: "/nowhere", days, clock: () => at, report };
  await forgetOldWords(parts, AbortSignal.timeout(60_000));
  return reports;
}

/** By the log, as another process opens it. */
async function wordsIn({ store, keys }: Process): Promise<(string | null)[]> {
  const events = await new Codec(eventTypes, keys).decode(await Array.fromAsync(store.readAll({ after: 0n })));
  return events.flatMap(({ type, data }) =>
    type === "MessageSent" || type === "MessageEdited" ? [data["content"] as string | null] : [],
  );
}

/** Tables of read models that are still to be made. */
async function madeAnew({ pool }: Process): Promise<void> {
  for (const model of [lines, audit])
    await transaction(
      pool,
      async (client) => {
        await client.query(`create schema ${model.schema}`);
        await model.migrate(client);
      },
      model,
    );
}

async function forgotten({ store }: Process): Promise<unknown[]> {
  const events = await Array.fromAsync(store.readAll({ after: 0n }));
  return events.flatMap(({ type, data }) => (type === "WordsForgotten" ? [data] : []));
}

describe("words that are older than they are kept", () => {
  it("are forgotten by whole months, and it is on the log up to where", async () => {
    const process = await deployment();
    const room = await startRoom(process, "Yard");
    await says(process, room, "2026-01-31T23:59:59.999Z", "in January");
    const last = await says(process, room, "2026-02-28T10:00:00.000Z", "in February");
    await says(process, room, "2026-03-01T00:00:00.000Z", "in March");
    expect(await forgets(process, "2026-04-01T00:00:00.000Z", { room: 30 })).toEqual([]);
    expect(await wordsIn(process)).toEqual([null, null, "in March"]);
    expect(await forgotten(process)).toEqual([
      { conversationId: room, before: "2026-03-01T00:00:00.000Z", upToRevision: last },
    ]);
  });

  it("are kept where the last day of their month is still kept, and in other kinds of conversations", async () => {
    const process = await deployment();
    const room = await startRoom(process, "Yard");
    await says(process, room, "2026-02-01T10:00:00.000Z", "in February");
    expect(await forgets(process, "2026-03-30T12:00:00.000Z", { room: 30 })).toEqual([]);
    expect(await forgets(process, "2027-03-29T12:00:00.000Z", { group: 30, direct: 1 })).toEqual([]);
    expect(await wordsIn(process)).toEqual(["in February"]);
    expect(await forgotten(process)).toEqual([]);
  });

  it("are forgotten wherever they are old, however many conversations come before that are kept", async () => {
    const process = await deployment();
    const room = await startRoom(process, "Yard");
    await says(process, room, "2026-01-11T10:00:00.000Z", "in January");
    const kept = Array.from({ length: 1_500 }, (_, n) => `month:0-kept-${n}:2026-01` as const);
    await process.keys.forSealing(kept);
    await forgets(process, "2026-03-05T12:00:00.000Z", { room: 30 });
    expect(await wordsIn(process)).toEqual([null]);
  });

  it("of an incident are kept as long as of an incident, also once it was deleted", async () => {
    const process = await deployment();
    const room = await startRoom(process, "War room");
    const incident = { status: "open", severity: "high", lots: [] } as const;
    const changed = await changeConversation(process.commands, { actor: ada, conversationId: room, incident });
    expect(changed).toMatchObject({ kind: "done" });
    await says(process, room, "2026-01-11T10:00:00.000Z", "in January");
    const deleted = await deleteConversation(process.commands, { actor: ada, conversationId: room });
    expect(deleted).toMatchObject({ kind: "done" });
    await forgets(process, "2026-03-05T12:00:00.000Z", { room: 30 });
    expect(await wordsIn(process)).toEqual(["in January"]);
  });

  it("that were said anew by an edit are of the edit's month", async () => {
    const process = await deployment();
    const room = await startRoom(process, "Yard");
    const revision = await says(process, room, "2026-01-31T20:00:00.000Z", "first");
    now = "2026-02-01T08:00:00.000Z";
    const messageId = lineId({ conversationId: room, revision });
    const windows = { direct: 0, group: 0, room: 0, incident: 0 };
    const edit = { actor: ada, messageId, content: "then", windows };
    expect(await editMessage(process.commands, edit)).toMatchObject({ kind: "done" });
    await forgets(process, "2026-03-05T12:00:00.000Z", { room: 30 });
    expect(await wordsIn(process)).toEqual([null, "then"]);
  });

  it("are forgotten once, and later those of later months", async () => {
    const process = await deployment();
    const room = await startRoom(process, "Yard");
    await says(process, room, "2026-01-11T10:00:00.000Z", "in January");
    await says(process, room, "2026-02-11T10:00:00.000Z", "in February");
    await forgets(process, "2026-03-05T12:00:00.000Z", { room: 30 });
    await forgets(process, "2026-03-06T12:00:00.000Z", { room: 30 });
    expect(await forgotten(process)).toHaveLength(1);
    await forgets(process, "2026-04-06T12:00:00.000Z", { room: 30 });
    expect(await forgotten(process)).toHaveLength(2);
    expect(await wordsIn(process)).toEqual([null, null]);
  });

  it("are forgotten in the end where that was cut short behind the keys", async () => {
    const process = await deployment();
    const room = await startRoom(process, "Yard");
    await says(process, room, "2026-01-11T10:00:00.000Z", "in January");
    const failing = Object.create(process.keys) as KeyRing;
    failing.destroy = async (...given) => {
      await process.keys.destroy(...given);
      throw new Error("killed");
    };
    const reports = await forgets({ ...process, keys: failing }, "2026-03-05T12:00:00.000Z", { room: 30 });
    expect(reports).toEqual([expect.stringContaining("killed")]);
    expect(await forgotten(process)).toEqual([]);
    await forgets(process, "2026-03-05T12:00:01.000Z", { room: 30 });
    expect(await forgotten(process)).toHaveLength(1);
  });

  it("are forgotten though another conversation's log is damaged, which is said", async () => {
    const process = await deployment();
    const [one, other] = [await startRoom(process, "Yard"), await startRoom(process, "Garden")];
    for (const room of [one, other]) await says(process, room, "2026-01-11T10:00:00.000Z", "in January");
    const [damaged, sound] = one < other ? [one, other] : [other, one];
    const conversations = Object.create(process.commands.conversations) as Process["commands"]["conversations"];
    conversations.current = async (stream) => {
      if (stream.endsWith(damaged)) throw new Error("damaged");
      return process.commands.conversations.current(stream);
    };
    const commands = Object.create(process.commands, {
      conversations: { value: conversations },
    }) as Process["commands"];
    const reports = await forgets({ ...process, commands }, "2026-03-05T12:00:00.000Z", { room: 30 });
    expect(reports).toEqual([expect.stringMatching(`${damaged}.+damaged`)]);
    expect(await forgotten(process)).toMatchObject([{ conversationId: sound }]);
  });

  it("are kept while a legal hold stands on a person, until it is known where they wrote", async () => {
    const process = await deployment();
    const room = await startRoom(process, "Yard");
    await says(process, room, "2026-01-11T10:00:00.000Z", "in January");
    await placeHold(process.commands, { actor: bob, subject: { userId: ada }, reason: "A case." });
    await madeAnew(process);
    await expect(forgets(process, "2026-03-05T12:00:00.000Z", { room: 30 })).rejects.toThrow(
      "until the read models have been made",
    );
    expect(await wordsIn(process)).toEqual(["in January"]);
    expect(await forgotten(process)).toEqual([]);
  });

  it("of many conversations are forgotten without taking all connections", async () => {
    const process = await deployment();
    await process.pool.query(
      "insert into erasure.months select 'room-' || n, '2026-02-01', 1 from generate_series(1, 200) n",
    );
    let most = 0;
    const looking = setInterval(() => (most = Math.max(most, process.pool.waitingCount)), 1);
    await forgets(process, "2026-03-05T12:00:00.000Z", {});
    clearInterval(looking);
    expect(await process.pool.query("select from erasure.months where not is_swept")).toMatchObject({ rowCount: 0 });
    expect(most).toBeLessThan(10);
  });

  it("are kept, which is said, while a legal hold stands on the conversation", async () => {
    const process = await deployment();
    const room = await startRoom(process, "Yard");
    await says(process, room, "2026-01-11T10:00:00.000Z", "in January");
    await placeHold(process.commands, { actor: bob, subject: { conversationId: room }, reason: "A case." });
    const reports = await forgets(process, new Date(Date.parse(now) + 90 * day).toISOString(), { room: 30 });
    expect(reports).toEqual([expect.stringContaining("a legal hold stands on the conversation")]);
    expect(await wordsIn(process)).toEqual(["in January"]);
    expect(await forgotten(process)).toEqual([]);
  });
});
