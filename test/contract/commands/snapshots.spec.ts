import { describe, expect, it } from "vitest";
import { headOf } from "../../../src/commands/heads.ts";
import { joinConversation } from "../../../src/commands/join-conversation.ts";
import { changeConversation } from "../../../src/commands/change-conversation.ts";
import { sendMessage } from "../../../src/commands/send-message.ts";
import { ConversationSnapshots } from "../../../src/commands/snapshots/conversation-snapshots.ts";
import { conversationStream } from "../../../src/commands/streams.ts";
import { userId, type ConversationId } from "../../../src/domain/ids.ts";
import { query } from "../../support/database.ts";
import { ada, numbered, processes, register, startRoom, type Process } from "./processes.ts";

const all = processes();

async function say({ commands }: Process, conversationId: ConversationId, count: number): Promise<void> {
  const said = numbered(count).map((n) => sendMessage(commands, { actor: ada, conversationId, content: `say ${n}` }));
  await Promise.all(said);
  await commands.close();
}

/** A room named "Lunch" with ten people and so many messages. */
async function busyRoom(count: number): Promise<{ process: Process; room: ConversationId }> {
  const process = await all.start({ maxBatch: 256 });
  await register(process, ada);
  const room = await startRoom(process, "Lunch");
  for (const n of numbered(9))
    await joinConversation(process.commands, { actor: userId(`person-${n}`), conversationId: room });
  await say(process, room, count);
  return { process, room };
}

interface Row extends Record<string, unknown> {
  readonly revision: number;
  readonly state: string;
}

const snapshots = (): Promise<Row[]> =>
  query<Row>(all.url(), "select revision, version, state, words::text from commands.snapshots");

describe("a snapshot of a conversation", () => {
  it("lets a fresh process begin without the reading of thousands of events", async () => {
    const { process, room } = await busyRoom(4_700);
    const fresh = await all.start();
    const outcome = await sendMessage(fresh.commands, { actor: ada, conversationId: room, content: "hello" });
    expect(outcome).toMatchObject({ kind: "done", events: [{ revision: 4_710, data: { sequence: 4_710 } }] });
    expect(fresh.eventsRead()).toBeLessThanOrEqual(1_001);
    expect(process.reports).toEqual([]);
    await sendMessage(process.commands, { actor: ada, conversationId: room, content: "hello" });
    const [known, folded] = await Promise.all(
      [fresh, process].map(({ commands }) => commands.conversations.current(conversationStream(room))),
    );
    expect(known && { ...known.state, members: new Map(known.state.members) }).toEqual(
      folded && { ...folded.state, members: new Map(folded.state.members) },
    );
  });

  it("holds no word unsealed, and its name is known again", async () => {
    const { process, room } = await busyRoom(1_000);
    await changeConversation(process.commands, {
      actor: ada,
      conversationId: room,
      description: "Where shall we eat?",
    });
    await say(process, room, 1_000);
    const text = JSON.stringify(await snapshots());
    expect(text).toContain("person-3");
    for (const word of ["Lunch", "Where shall"]) expect(text).not.toContain(word);
    const fresh = await all.start();
    expect(await headOf(fresh.commands, room)).toMatchObject({ name: "Lunch", description: "Where shall we eat?" });
    expect(fresh.eventsRead()).toBeLessThan(1_000);
  });

  it("is of a nameless conversation once the conversation's key is destroyed", async () => {
    const { process, room } = await busyRoom(1_000);
    await process.keys.destroy([`conversation:${room}`]);
    const fresh = await all.start();
    expect(await headOf(fresh.commands, room)).toMatchObject({ name: null, memberCount: 10 });
    await say(fresh, room, 1_000);
    expect((await snapshots()).map(({ revision }) => Math.floor((revision + 1) / 1_000))).toEqual([2]);
    expect(await headOf((await all.start()).commands, room)).toMatchObject({ name: null, memberCount: 10 });
  });

  it.each([
    ["of another version", "update commands.snapshots set version = version + 1"],
    ["that does not parse", "update commands.snapshots set state = left(state, 100)"],
    ["of something else", "update commands.snapshots set state = '{}'"],
    ["of another log", "update commands.snapshots set event_id = gen_random_uuid()"],
    ["that was dropped", "truncate commands.snapshots"],
    ["whose table is gone", "drop schema commands cascade"],
  ])("%s is made again from the events", async (_, harm) => {
    const { room } = await busyRoom(1_500);
    await query(all.url(), harm);
    const fresh = await all.start();
    const outcome = await sendMessage(fresh.commands, { actor: ada, conversationId: room, content: "hello" });
    expect(outcome).toMatchObject({ kind: "done", events: [{ revision: 1_510 }] });
    expect(fresh.eventsRead()).toBeGreaterThanOrEqual(1_510);
  });

  it("is never replaced by an older one", async () => {
    const { process, room } = await busyRoom(2_100);
    const [before] = await snapshots();
    const table = new ConversationSnapshots(process.pool, process.keys);
    const kept = await table.load(conversationStream(room));
    if (!kept) throw new Error("There is a snapshot.");
    await table.save(conversationStream(room), { ...kept, revision: kept.revision - 1_000 });
    expect(await snapshots()).toEqual([before]);
    await table.save(conversationStream(room), { ...kept, revision: kept.revision + 1 });
    expect((await snapshots()).map(({ revision }) => revision)).toEqual([kept.revision + 1]);
  });
});
