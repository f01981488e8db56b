import { randomUUID } from "node:crypto";
import pg from "pg";
import { describe, expect, it, onTestFinished, vi } from "vitest";
import { PostgresEventStore } from "../../../src/event-store/postgres/postgres-event-store.ts";
import { runReactor } from "../../../src/reactors/reactor.ts";
import { migratedDatabase, query } from "../../support/database.ts";

/** A log with a database, and what reacts to it. */
class Reacting {
  readonly url: string;
  readonly store: PostgresEventStore;
  readonly pool: pg.Pool;
  /** What was reacted to, in this order: by whom, and what the event says. */
  readonly done: [holder: string, word: string][] = [];
  readonly reports: string[] = [];
  /** What fails, by what the event says. */
  readonly failing = new Set<string>();

  private constructor(url: string, store: PostgresEventStore) {
    this.url = url;
    this.store = store;
    this.pool = new pg.Pool({ connectionString: url, max: 6 });
  }

  static async make(): Promise<Reacting> {
    const url = await migratedDatabase();
    const reacting = new Reacting(url, await PostgresEventStore.open({ url }));
    onTestFinished(async () => {
      await reacting.store.close();
      await reacting.pool.end();
    });
    return reacting;
  }

  async happens(stream: string, ...words: readonly string[]): Promise<void> {
    const [last] = await Array.fromAsync(this.store.readStream(stream, { direction: "backwards", limit: 1 }));
    const events = words.map((word) => ({ id: randomUUID(), type: "Said", data: { word }, metadata: {} }));
    await this.store.append(stream, events, last?.revision ?? "none");
  }

  /** Another process that reacts, until it is stopped, or stands still with its lease until the test ends. */
  process(holder: string, { lostAfter = 10_000 } = {}): { stop: () => Promise<void> } {
    const stopping = new AbortController();
    const running = runReactor({
      name: "reactions",
      pool: this.pool,
      log: { store: this.store, codec: { decode: (events) => Promise.resolve([...events]) } },
      prefixes: ["message-"],
      isMeant: ({ type }) => type === "Said",
      reacting: {
        each: "alone",
        react: ({ data }) => {
          const word = data["word"] as string;
          if (this.failing.has(word)) return Promise.reject(new Error(`no ${word}`));
          this.done.push([holder, word]);
          return Promise.resolve();
        },
      },
      holder,
      times: { renewEvery: 50, lostAfter },
      signal: stopping.signal,
      report: (sentence) => this.reports.push(sentence),
    });
    const stop = async (): Promise<void> => {
      stopping.abort();
      await running;
    };
    onTestFinished(stop);
    return { stop };
  }

  get words(): readonly string[] {
    return this.done.map(([, word]) => word);
  }
}

/** Waits until just this was reacted to, in this order. */
async function expectWords(reacting: Reacting, ...words: readonly string[]): Promise<void> {
  const isSo = (): boolean => reacting.words.join() === words.join();
  await vi.waitUntil(isSo, { timeout: 10_000, interval: 20 });
}

describe("what reacts to the log", () => {
  it("takes what is there and what comes, in its order, and nothing of other streams", async () => {
    const reacting = await Reacting.make();
    await reacting.happens("message-1", "a", "b");
    await reacting.happens("conversation-1", "not this");
    reacting.process("one");
    await expectWords(reacting, "a", "b");
    await reacting.happens("message-2", "c");
    await expectWords(reacting, "a", "b", "c");
  });

  it("goes on where it stood, in whatever process", async () => {
    const reacting = await Reacting.make();
    await reacting.happens("message-1", "a");
    const one = reacting.process("one");
    await expectWords(reacting, "a");
    await one.stop();
    await reacting.happens("message-1", "b");
    reacting.process("two");
    await expectWords(reacting, "a", "b");
    expect(reacting.done).toEqual([
      ["one", "a"],
      ["two", "b"],
    ]);
  });

  it("is one process at a time", async () => {
    const reacting = await Reacting.make();
    const processes = ["one", "two", "three"].map((holder) => reacting.process(holder));
    const words = Array.from({ length: 30 }, (_, n) => `word ${n}`);
    for (const word of words) await reacting.happens("message-1", word);
    await expectWords(reacting, ...words);
    expect(new Set(reacting.done.map(([holder]) => holder)).size).toBe(1);
    expect(processes).toHaveLength(3);
  });

  it("is taken over when its lease has run out, and whoever lost it does nothing more", async () => {
    const reacting = await Reacting.make();
    await reacting.happens("message-1", "a");
    const one = reacting.process("one");
    await expectWords(reacting, "a");
    await query(
      reacting.url,
      "update reactors.checkpoints set lease_holder = 'ghost', lease_token = gen_random_uuid() where name = 'reactions'",
    );
    await vi.waitFor(() => expect(reacting.reports.join()).toContain("Another process reacts"));
    await query(
      reacting.url,
      "update reactors.checkpoints set lease_until = now() - interval '1 s' where name = 'reactions'",
    );
    await reacting.happens("message-1", "b");
    await expectWords(reacting, "a", "b");
    await one.stop();
  });

  it("reports what fails and tries it again, while what comes later waits", async () => {
    const reacting = await Reacting.make();
    reacting.failing.add("b");
    await reacting.happens("message-1", "a", "b", "c");
    reacting.process("one");
    await vi.waitFor(() => expect(reacting.reports.length).toBeGreaterThan(1), { timeout: 5_000 });
    expect(reacting.reports[0]).toMatch(/^Reactor reactions: .*Said at \d+ .*no b/);
    expect(reacting.words).toEqual(["a"]);
    reacting.failing.clear();
    await expectWords(reacting, "a", "b", "c");
  });

  it("begins anew where the log is not the one that it read", async () => {
    const reacting = await Reacting.make();
    await reacting.happens("message-1", "a");
    const one = reacting.process("one");
    await expectWords(reacting, "a");
    await one.stop();
    await reacting.store.renewEpoch();
    reacting.process("two");
    await expectWords(reacting, "a", "a");
    expect(reacting.reports.join()).toContain("begin anew");
  });
});
