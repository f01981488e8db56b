import { randomBytes, randomUUID } from "node:crypto";
import { tmpdir } from "node:os";
import { describe, expect, it, onTestFinished, vi } from "vitest";
import { Codec } from "../../../src/event-store/codec/codec.ts";
import { KeyRing } from "../../../src/event-store/keys/key-ring.ts";
import { KeyTable } from "../../../src/event-store/keys/key-table.ts";
import { masterKey } from "../../../src/event-store/keys/master-key.ts";
import type { JsonObject, Position } from "../../../src/event-store/port.ts";
import { eventTypes, type AnyEvent } from "../../../src/events/index.ts";
import { allProjections } from "../../../src/projections/all.ts";
import { readModels } from "../../../src/projections/reads/read-models.ts";
import { statusOfAll } from "../../../src/projections/status.ts";
import { declareAll, untilMigrated } from "../../../src/projections/tables.ts";
import { ProjectionThread } from "../../../src/projections/thread-handle.ts";
import { query } from "../../support/database.ts";
import { Setting } from "./setting.ts";

const secretKey = randomBytes(32).toString("base64");

interface ThreadSetting {
  readonly setting: Setting;
  readonly thread: ProjectionThread;
  /** Appends an event to an empty stream. */
  readonly happened: (stream: string, event: AnyEvent) => Promise<Position>;
}

async function threadOn(script?: URL): Promise<ThreadSetting> {
  const setting = await Setting.make();
  const dataDir = tmpdir(); // the key is given, so nothing is looked for there
  const table = new KeyTable(setting.pool, await masterKey({ secretKey, dataDir }));
  const codec = new Codec(eventTypes, new KeyRing(table, { connectionString: setting.url }, () => undefined));
  const thread = new ProjectionThread({
    settings: {
      databaseUrl: setting.url,
      eventStoreUrl: undefined,
      eventStorePrefix: "verbatim_",
      secretKey,
      dataDir,
      poolSize: 8,
    },
    report: (sentence) => setting.reports.push(sentence),
    ...(script && { script }),
  });
  onTestFinished(() => thread.close());
  thread.start();
  await declareAll(setting.pool, allProjections);
  await untilMigrated(setting.pool, allProjections, AbortSignal.timeout(20_000));
  return {
    setting,
    thread,
    async happened(stream, { type, data }) {
      const metadata = { at: new Date().toISOString(), actor: "ada" };
      const event = { id: randomUUID(), type, data: data as unknown as JsonObject, metadata };
      return (await setting.store.append(stream, await codec.encode(stream, [event]), "none")).position;
    },
  };
}

const registered = (userId: string): AnyEvent =>
  ({ type: "UserRegistered", data: { userId, username: userId, displayName: "Ada Lovelace" } }) as AnyEvent;

describe("the projections' thread", () => {
  it("keeps every read model up to date, and opens what is sealed", async () => {
    const { setting, happened } = await threadOn();
    const position = await happened("user-ada", registered("ada"));
    const waited = await setting.watch().waitFor(readModels, position, { timeoutMs: 20_000 });
    expect(waited.kind).toBe("reached");
    expect(await query(setting.url, "select display_name from users_v1.users")).toEqual([
      { display_name: "Ada Lovelace" },
    ]);
  });

  it("comes back when it dies, takes up its leases at once, and goes on where it stood", async () => {
    const { setting, happened } = await threadOn(new URL("crashing-thread.ts", import.meta.url));
    const holders = async (): Promise<unknown> =>
      query(setting.url, "select distinct lease_holder from projections.builds");
    const before = await holders();
    await happened("user-ada", registered("ada"));
    await vi.waitFor(() => expect(setting.reports.join()).toContain("A fault in the middle of its work"), 20_000);
    const position = await happened("user-bob", registered("bob"));
    await setting.watch().waitFor(readModels, position, { timeoutMs: 20_000 });
    expect(await query(setting.url, "select id from users_v1.users order by 1")).toEqual([
      { id: "ada" },
      { id: "bob" },
    ]);
    expect(await holders()).toEqual(before);
    expect(await query(setting.url, "select life from public.lives")).toHaveLength(2);
  });

  it("lets its leases go when it is closed, and writes nothing after that", async () => {
    const { setting, thread, happened } = await threadOn();
    const position = await happened("user-ada", registered("ada"));
    await setting.watch().waitFor(readModels, position, { timeoutMs: 20_000 });
    await thread.close();
    const statuses = await statusOfAll(setting.pool, setting.store);
    expect(statuses.map(({ state, holder }) => ({ state, holder }))).toEqual(
      readModels.map(() => ({ state: "waiting", holder: null })),
    );
    const text =
      "select pid from pg_stat_activity where datname = current_database() and application_name like '%projections'";
    expect(await query(setting.url, text)).toEqual([]);
    expect(setting.reports).toEqual([]);
  });

  it("that cannot begin is started again and again, each time it is said why", async () => {
    const setting = await Setting.make();
    const reports: string[] = [];
    const { hostname } = new URL(setting.url);
    const thread = new ProjectionThread({
      settings: {
        databaseUrl: `postgresql://nobody@${hostname}:1/nothing`,
        eventStoreUrl: undefined,
        eventStorePrefix: "verbatim_",
        secretKey,
        dataDir: tmpdir(),
        poolSize: 8,
      },
      report: (sentence) => reports.push(sentence),
    });
    thread.start();
    const deaths = (): number => reports.filter((each) => each.includes("is gone")).length;
    await vi.waitFor(() => expect(deaths()).toBeGreaterThan(1), 20_000);
    await thread.close();
    expect(reports.find((each) => each.includes("is gone"))).toContain("ECONNREFUSED");
  });
});
