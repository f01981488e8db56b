import { randomUUID } from "node:crypto";
import { describe, expect, it } from "vitest";
import { rebuild, type RebuildOptions, type RebuildProgress } from "../../../src/projections/rebuild.ts";
import type { Projection } from "../../../src/projections/projection.ts";
import { ProjectionRegistry } from "../../../src/projections/registry.ts";
import { query } from "../../support/database.ts";
import { codec, counting } from "./counting.ts";
import { quick, Setting, untilSomebodyWaits } from "./setting.ts";

function partsOf(setting: Setting, projection: Projection): RebuildOptions {
  const { pool, store } = setting;
  const connection = { connectionString: setting.url };
  return { registry: new ProjectionRegistry([projection]), pool, connection, store, codec, lease: quick };
}

describe("a rebuild", () => {
  it("gives the rows that were there, while a worker runs and the log grows", async () => {
    const setting = await Setting.make();
    for (let n = 0; n < 20; n++) await setting.amounts(`user-${n}`, ...Array.from({ length: 200 }, (_, i) => i));
    setting.worker([counting(), counting({ name: "other" })]);
    await setting.untilAtHead();
    const before = await setting.rows();
    const rebuilding = rebuild("counts", partsOf(setting, counting()));
    await setting.amounts("conversation-1", 1, 2, 3);
    await rebuilding;
    await setting.untilAtHead();
    await setting.untilAtHead("other");
    expect(await setting.rows()).toEqual({ ...before, conversation: [3, 6] });
    expect(await setting.rows("other_v1")).toEqual(await setting.rows());
    expect(await setting.indexes()).toEqual(["counts_by_total", "counts_pkey"]);
    await setting.until({ state: "running", eventsProcessed: 4_003 });
  });

  it("in place lets others read on while somebody reads the rows for long", async () => {
    const setting = await Setting.make();
    await setting.amounts("user-1", 1, 2, 3);
    const worker = setting.worker([counting()]);
    await setting.untilAtHead();
    await worker.close();
    const reader = await setting.reader();
    const rebuilding = rebuild("counts", partsOf(setting, counting()));
    await untilSomebodyWaits(setting);
    expect(await setting.rows()).toEqual({ user: [3, 6] });
    await reader.end();
    await rebuilding;
    expect(await setting.rows()).toEqual({ user: [3, 6] });
  });

  it("brings back what was damaged, and lets a stopped projection go on", async () => {
    const setting = await Setting.make();
    await setting.append("user-1", { amount: 1 }, { amount: -1 });
    const worker = setting.worker([counting()]);
    await setting.until({ state: "stopped" });
    await worker.close();
    await query(setting.url, "update counts_v1.counts set events = 99");
    const lenient = {
      ...counting(),
      migrate: async (client: Parameters<Projection["migrate"]>[0]) => {
        await counting().migrate(client);
        await client.query("alter table counts_v1.counts drop constraint counts_least_check");
      },
    };
    await rebuild("counts", partsOf(setting, lenient));
    expect(await setting.rows()).toEqual({ user: [2, 0] });
    expect(await setting.status()).toMatchObject({ state: "waiting", error: null, position: 2n });
  });

  it("given up half-way is finished by a worker, indexes and all", async () => {
    const setting = await Setting.make();
    for (let n = 0; n < 5; n++) await setting.amounts(`user-${n}`, ...Array.from({ length: 1_000 }, () => 1));
    const givingUp = new AbortController();
    const onProgress = (): void => givingUp.abort();
    await rebuild("counts", { ...partsOf(setting, counting()), signal: givingUp.signal, onProgress });
    expect((await setting.status()).position).toBeLessThan(5_000n);
    expect(await setting.indexes()).toEqual(["counts_pkey"]);
    setting.worker([counting()]);
    await setting.until({ state: "running", position: 5_000n });
    expect(await setting.rows()).toEqual(await setting.model());
    expect(await setting.indexes()).toEqual(["counts_by_total", "counts_pkey"]);
  });

  it("goes on by itself where a lost connection left it", async () => {
    const setting = await Setting.make();
    for (let n = 0; n < 5; n++) await setting.amounts(`user-${n}`, ...Array.from({ length: 1_000 }, () => 1));
    let deaths = 2;
    const dying = counting({
      async afterRows(client) {
        if (deaths-- > 0) await client.query("select pg_terminate_backend(pg_backend_pid())");
      },
    });
    await rebuild("counts", { ...partsOf(setting, dying), lease: { renewEvery: 100, lostAfter: 10_000 } });
    expect(await setting.rows()).toEqual(await setting.model());
  });

  it("stops at an event that cannot be written, and says where", async () => {
    const setting = await Setting.make();
    await setting.append("user-1", { amount: 1 }, { amount: 2, throws: "no" }, { amount: 3 });
    await expect(rebuild("counts", partsOf(setting, counting()))).rejects.toThrow("counts v1.1 is stopped at 2: no");
    expect(await setting.rows()).toEqual({ user: [1, 1] });
  });

  it("of 50,000 events takes bounded memory and tells how far it is", { timeout: 120_000 }, async ({ annotate }) => {
    const setting = await Setting.make();
    const data = { amount: 1, text: "x".repeat(500) };
    for (let n = 0; n < 100; n++) {
      const events = Array.from({ length: 500 }, () => ({
        id: randomUUID(),
        type: "Counted",
        data,
        metadata: { version: 1 },
      }));
      await setting.store.append(`user-${n}`, events, "none");
    }
    const progress: RebuildProgress[] = [];
    const heaps: number[] = [];
    const began = performance.now();
    await rebuild("counts", {
      ...partsOf(setting, counting()),
      onProgress: (each) => {
        progress.push(each);
        heaps.push(process.memoryUsage().heapUsed);
      },
    });
    const seconds = (performance.now() - began) / 1_000;
    expect(await setting.rows()).toEqual({ user: [50_000, 50_000] });
    expect(progress.map(({ position }) => position)).toEqual(
      progress.map(({ position }) => position).toSorted((a, b) => Number(a - b)),
    );
    expect(progress.at(-1)).toMatchObject({ position: 50_000n, head: 50_000n, secondsLeft: 0 });
    const grown = (Math.max(...heaps) - Math.min(...heaps)) / 1_048_576;
    expect(grown).toBeLessThan(100);
    await annotate(
      `50,000 events in ${seconds.toFixed(1)} s: ${Math.round(50_000 / seconds)} a second; the heap moved within ${grown.toFixed(0)} MiB`,
    );
  });
});
