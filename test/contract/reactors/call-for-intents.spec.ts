import { beforeEach, describe, expect, it, onTestFinished, vi } from "vitest";
import { sendMessage } from "../../../src/commands/send-message.ts";
import type { ConversationId } from "../../../src/domain/ids.ts";
import type { Imported } from "../../../src/domain/recorded.ts";
import { PostgresEventStore } from "../../../src/event-store/postgres/postgres-event-store.ts";
import { conversationOf } from "../../../src/events/logged.ts";
import { callForIntents, type CallingKind } from "../../../src/reactors/call-for-intents.ts";
import { runReactor } from "../../../src/reactors/reactor.ts";
import { query } from "../../support/database.ts";
import { ada, processes, register, startRoom, type Process } from "../commands/processes.ts";

const deployment = processes();
const day = 24 * 3_600_000;

let time = 0;
let process: Process;
let room: ConversationId;

beforeEach(async () => {
  time = Date.now();
  process = await deployment.start({ clock: () => new Date(time).toISOString() });
  await register(process, ada);
  time -= 3 * day;
  room = await startRoom(process, "Lunch");
});

/** Each message calls for something, known by its sequence. */
const kind: CallingKind = {
  prefixes: ["conversation-"],
  calls: {
    MessageSent: (event) => [
      {
        kind: "greet",
        subject: conversationOf(event),
        window: String(event.data.sequence),
        dueAt: new Date(0),
        details: { length: event.data.content?.length ?? 0 },
      },
    ],
  },
};

function follow(): { stop(): Promise<void> } {
  const stopping = new AbortController();
  const { pool, store, commands } = process;
  const running = runReactor({
    name: "intents",
    pool,
    log: { store, codec: commands.codec },
    ...callForIntents({ pool, kinds: [kind], onIntents: () => undefined }),
    holder: crypto.randomUUID(),
    times: { renewEvery: 50, lostAfter: 10_000 },
    signal: stopping.signal,
    report: () => undefined,
  });
  const stop = async (): Promise<void> => {
    stopping.abort();
    await running;
  };
  onTestFinished(stop);
  return { stop };
}

async function say(content: string, imported?: Imported): Promise<void> {
  const outcome = await sendMessage(process.commands, {
    actor: ada,
    conversationId: room,
    content,
    ...(imported && { imported }),
  });
  if (outcome.kind === "refused") throw new Error(outcome.refusal.detail);
}

interface Row {
  readonly window: string;
  readonly details: unknown;
}

const called = (): Promise<Row[]> =>
  query<Row>(
    deployment.url(),
    `select time_window as "window", details from jobs.intents order by made_at, time_window`,
  );

const until = (isSo: () => Promise<boolean>): Promise<unknown> => vi.waitUntil(isSo, { timeout: 10_000, interval: 20 });

describe("what messages call for", () => {
  it("is written down once for each, without their words", async () => {
    time += 3 * day;
    await Promise.all(["a", "bb", "ccc"].map((content) => say(content)));
    follow();
    await until(async () => (await called()).length === 3);
    const rows = await called();
    expect(rows.map(({ window }) => window).toSorted()).toEqual(["1", "2", "3"]);
    expect(rows.every(({ details }) => Object.keys(details as object).join() === "length")).toBe(true);
  });

  it("is nothing for those that were imported, and those of long ago", async () => {
    await say("three days ago");
    time += 3 * day;
    await say("elsewhere", { originalAt: new Date(time).toISOString(), countsAsUnread: true });
    await say("now");
    follow();
    await until(async () => (await called()).length > 0);
    expect((await called()).map(({ window }) => window)).toEqual(["3"]);
  });

  it("is nothing more when the log is read again from its start", async () => {
    time += 3 * day;
    await say("now");
    const first = follow();
    await until(async () => (await called()).length === 1);
    await first.stop();
    await query(deployment.url(), "update jobs.intents set state = 'done', ended_at = now()");
    const store = await PostgresEventStore.open({ url: deployment.url() });
    await store.renewEpoch();
    await store.close();
    process = await deployment.start({ clock: () => new Date(time).toISOString() });
    follow();
    await say("and then");
    await until(async () => (await called()).some(({ window }) => window === "2"));
    expect(
      (await query(deployment.url(), "select state from jobs.intents order by time_window")).map(
        ({ state }) => state as string,
      ),
    ).toEqual(["done", "waiting"]);
  });
});
