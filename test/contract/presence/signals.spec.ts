import { randomUUID } from "node:crypto";
import { beforeEach, describe, expect, it, onTestFinished, vi } from "vitest";
import { openRedis } from "../../../src/platform/redis.ts";
import type { SignalLine } from "../../../src/platform/signals/line.ts";
import { PostgresLine } from "../../../src/platform/signals/postgres-line.ts";
import { RedisLine } from "../../../src/platform/signals/redis-line.ts";
import { Signals } from "../../../src/platform/signals/signals.ts";
import { emptyDatabase, query } from "../../support/database.ts";
import { isRedisHere, redisServer } from "../../support/redis-server.ts";

const redis = redisServer();

/** What carries signals, to processes that share it; each call of `line` is a process's. */
interface Carrier {
  line(report: (sentence: string) => void): SignalLine;
  /** Every process loses its connection, and can connect again. */
  lose(): Promise<void>;
}

interface Kind {
  readonly name: string;
  readonly isThere: boolean;
  make(): Promise<Carrier>;
}

const kinds: readonly Kind[] = [
  {
    name: "PostgreSQL",
    isThere: true,
    async make() {
      const url = await emptyDatabase();
      const others = "select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database()";
      return {
        line: (report) => new PostgresLine({ connectionString: url }, report),
        lose: async () => void (await query(url, `${others} and pid <> pg_backend_pid()`)),
      };
    },
  },
  {
    name: isRedisHere ? "Redis" : "Redis (skipped: there is no redis-server here)",
    isThere: isRedisHere,
    make() {
      const [url, channel] = [redis.url, randomUUID()];
      return Promise.resolve({
        line(report) {
          const connection = openRedis(url, report);
          onTestFinished(() => connection.disconnect());
          return new RedisLine({ redis: connection, url, channel });
        },
        lose: async () => redis.restart(),
      });
    },
  },
];

describe.each(kinds)("signals over $name", (kind) => {
  beforeEach(({ skip }) => skip(!kind.isThere));

  async function processes(count: number): Promise<{ carrier: Carrier; all: Process[] }> {
    const carrier = await kind.make();
    const all = Array.from({ length: count }, () => new Process(carrier));
    await Promise.all(all.map((each) => each.listening(1)));
    return { carrier, all };
  }

  it("reach every other process in order, and not the one that sends them", async () => {
    const { all } = await processes(3);
    const [one, two, three] = all;
    const sent = Array.from({ length: 500 }, (_, n) => ({ n, words: "zażółć ".repeat(20) }));
    for (const each of sent) one?.signals.send("numbers", each);
    for (const other of [two, three]) await vi.waitFor(() => expect(other?.heard).toEqual(sent), 10_000);
    two?.signals.send("numbers", "the last");
    await vi.waitFor(() => expect(one?.heard).toEqual(["the last"]), 10_000);
  });

  it("are heard by topic", async () => {
    const { all } = await processes(2);
    const [one, two] = all;
    one?.signals.send("unheard of", "nothing");
    one?.signals.send("numbers", 1);
    await vi.waitFor(() => expect(two?.heard).toEqual([1]), 10_000);
  });

  it("go on after the connections were lost, and say so", async () => {
    const { carrier, all } = await processes(2);
    const [one, two] = all;
    await carrier.lose();
    await Promise.all(all.map((each) => each.listening(2)));
    await vi.waitFor(() => {
      one?.signals.send("numbers", 1);
      expect(two?.heard.length).toBeGreaterThan(0);
    }, 10_000);
    expect(one?.reports.length).toBeGreaterThan(0);
  });

  it("are refused when no text can hold them", async () => {
    const [one] = (await processes(1)).all;
    expect(() => one?.signals.send("numbers", "x".repeat(100_000))).toThrow(RangeError);
  });

  it("that are too many at once are left out, on the record", async () => {
    const { all } = await processes(2);
    const [one, two] = all;
    for (let n = 0; n < 2_100; n += 1) one?.signals.send("numbers", n);
    await vi.waitFor(() => expect(two?.heard).toHaveLength(2_000), 10_000);
    expect(one?.reports).toEqual([expect.stringMatching(/^100 signals/)]);
  });
});

class Process {
  readonly signals: Signals;
  readonly heard: unknown[] = [];
  readonly reports: string[] = [];
  #times = 0;

  constructor(carrier: Carrier) {
    const report = (sentence: string): void => void this.reports.push(sentence);
    this.signals = new Signals(carrier.line(report), report);
    this.signals.hear("numbers", (payload) => this.heard.push(payload));
    this.signals.onListening(() => (this.#times += 1));
    this.signals.open();
    onTestFinished(() => this.signals.close());
  }

  /** Settles when it has begun to listen so often. */
  async listening(times: number): Promise<void> {
    await vi.waitUntil(() => this.#times >= times, 20_000);
  }
}
