import { describe, expect, it, onTestFinished, vi } from "vitest";
import { rebuild } from "../../../src/projections/rebuild.ts";
import { ProjectionRegistry } from "../../../src/projections/registry.ts";
import { ProjectionWorker } from "../../../src/projections/worker.ts";
import { query } from "../../support/database.ts";
import { counting } from "./counting.ts";
import { quick, Setting } from "./setting.ts";
import { watchTakings } from "./takings.ts";

/** Whoever has to wait for such a lease does not get it within a test. */
const long = { renewEvery: 30_000, lostAfter: 60_000 };
const patient = { timeout: 15_000, interval: 20 };

async function leaseEnd({ url }: Setting): Promise<number> {
  const [row] = await query<{ ends: Date }>(url, "select lease_until as ends from projections.builds");
  return Number(row?.ends);
}

/** The server processes of the connections that show holders of leases. */
async function present({ url }: Setting): Promise<number[]> {
  const text = `select pid from pg_locks join pg_database d on d.oid = database
    where locktype = 'advisory' and classid = 7265506 and datname = current_database() order by pid`;
  return (await query<{ pid: number }>(url, text)).map(({ pid }) => pid);
}

describe("the lease of a process that", () => {
  it("was killed is taken at once by whoever starts after it", async () => {
    const setting = await Setting.make();
    const takings = await watchTakings(setting);
    const child = setting.process(long);
    const { holder } = await setting.until({ state: "running" });
    await child.kill();
    setting.worker([counting()], long);
    await vi.waitFor(async () => expect(await takings()).toHaveLength(2), patient);
    expect(await takings()).toMatchObject([
      { from: null, to: holder },
      { from: holder, isEarly: true },
    ]);
    await setting.amounts("user-1", 1);
    await setting.untilAtHead();
  });

  it("was killed is taken by one that waited already, before it has run out", async () => {
    const setting = await Setting.make();
    const takings = await watchTakings(setting);
    const child = setting.process(long);
    const { holder } = await setting.until({ state: "running" });
    setting.worker([counting()], { ...long, renewEvery: quick.renewEvery });
    await vi.waitFor(async () => expect(await present(setting)).toHaveLength(2), patient);
    await child.kill();
    await vi.waitFor(async () => expect(await takings()).toHaveLength(2), patient);
    expect((await takings()).at(-1)).toMatchObject({ from: holder, isEarly: true });
  });

  it("is frozen is not taken before it has run out", async () => {
    const setting = await Setting.make();
    const takings = await watchTakings(setting);
    const child = setting.process();
    const { holder } = await setting.until({ state: "running" });
    child.signal("SIGSTOP");
    setting.worker([counting()]);
    await vi.waitFor(async () => expect(await takings()).toHaveLength(2), patient);
    expect((await takings()).at(-1)).toMatchObject({ from: holder, isEarly: false });
  });

  it("has a rebuild under way is not taken back by those who led before", async () => {
    const setting = await Setting.make();
    await setting.amounts("user-1", 1, 2, 3);
    setting.worker([counting()]);
    const { holder } = await setting.until({ state: "running" });
    const takings = await watchTakings(setting);
    const lasting = counting({
      async afterRows() {
        await vi.waitFor(() => expect(setting.reports.join()).toContain("another process"), patient);
        // Renewed some times: the worker has looked as often.
        const first = await leaseEnd(setting);
        await vi.waitFor(async () => expect(await leaseEnd(setting)).toBeGreaterThan(first + quick.lostAfter), patient);
      },
    });
    const { pool, store, codec, url } = setting;
    const lease = { ...quick, lostAfter: 10_000 };
    const parts = { registry: new ProjectionRegistry([lasting]), pool, store, codec, lease };
    await rebuild("counts", { ...parts, connection: { connectionString: url } });
    await setting.until({ state: "running" });
    const all = await takings();
    const rebuilder = all[0]?.to;
    expect(all).toMatchObject([
      { from: holder, to: rebuilder },
      { from: rebuilder, to: null },
      { from: null, to: holder },
    ]);
  });
});

describe("the holder of leases", () => {
  it("is one of two that start together, and stays it", async () => {
    const setting = await Setting.make();
    const worker = setting.worker([counting()], quick);
    await setting.until({ state: "running" });
    await worker.close();
    const takings = await watchTakings(setting);
    const children = [setting.process(), setting.process()];
    await vi.waitFor(async () => expect(await present(setting)).toHaveLength(children.length), patient);
    const { holder } = await setting.until({ state: "running" });
    const first = await leaseEnd(setting);
    await vi.waitFor(async () => expect(await leaseEnd(setting)).toBeGreaterThan(first + 2 * quick.lostAfter), patient);
    expect(await takings()).toEqual([{ from: null, to: holder, isEarly: false }]);
  });

  it("is nobody who cannot show that it is there", async () => {
    const setting = await Setting.make();
    const { pool, store, codec, reports } = setting;
    const nowhere = new URL(setting.url);
    nowhere.port = "1";
    const worker = new ProjectionWorker({
      registry: new ProjectionRegistry([counting()]),
      pool,
      store,
      codec,
      lease: quick,
      connection: { connectionString: nowhere.href },
      report: (sentence) => reports.push(sentence),
    });
    onTestFinished(() => worker.close());
    worker.start();
    await vi.waitFor(() => expect(reports.length).toBeGreaterThan(2), patient);
    expect(reports.join()).toContain("ECONNREFUSED");
    expect(await setting.status()).toMatchObject({ state: "waiting", holder: null });
  });

  it("shows itself again when its connection was lost", async () => {
    const setting = await Setting.make();
    setting.worker([counting()]);
    await setting.until({ state: "running" });
    const before = await present(setting);
    expect(before).toHaveLength(1);
    await query(setting.url, "select pg_terminate_backend($1)", before);
    await vi.waitFor(async () => {
      const after = await present(setting);
      expect(after).toHaveLength(1);
      expect(after).not.toEqual(before);
    }, patient);
  });

  it("is not kept waiting by a lost connection under its own name", async () => {
    const setting = await Setting.make();
    await setting.present("one");
    await setting.present("one");
    expect(await present(setting)).toHaveLength(2);
  });
});
