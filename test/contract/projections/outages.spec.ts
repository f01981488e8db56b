import type { PoolClient } from "pg";
import { describe, expect, it, vi } from "vitest";
import { migrate } from "../../../src/platform/postgres/migrate.ts";
import { query } from "../../support/database.ts";
import { killPostmaster, ownPostgres } from "../../support/own-postgres.ts";
import { counting } from "./counting.ts";
import { Setting } from "./setting.ts";

const patient = { timeout: 20_000, interval: 50 };

describe("an outage", () => {
  it("between the rows and the checkpoint leaves neither, and both come once", async () => {
    const setting = await Setting.make();
    let deaths = 3;
    const dying = counting({
      async afterRows(client) {
        if (deaths-- > 0) await client.query("select pg_terminate_backend(pg_backend_pid())");
      },
    });
    await setting.amounts("user-1", 1, 2, 3);
    setting.worker([dying]);
    await setting.untilAtHead();
    expect(deaths).toBeLessThan(0);
    expect(await setting.rows()).toEqual(await setting.model());
    expect((await setting.status()).error).toBeNull();
  });

  it("between the commit and its answer doubles nothing", async () => {
    const setting = await Setting.make();
    let isLost = false;
    const losing = counting({
      afterRows(client) {
        if (!isLost) loseAnswerToCommit(client);
        isLost = true;
      },
    });
    await setting.amounts("user-1", 1, 2, 3);
    setting.worker([losing]);
    await setting.untilAtHead();
    await setting.amounts("user-1", 4);
    await setting.untilAtHead();
    expect(setting.reports.join()).toContain("Connection terminated");
    expect(await setting.rows()).toEqual(await setting.model());
  });

  it("of every connection, again and again, heals by itself and is nobody's poison", { timeout: 60_000 }, async () => {
    const setting = await Setting.make();
    setting.worker([counting(), counting({ name: "other", prefixes: ["user-"] })]);
    for (let round = 0; round < 5; round++) {
      for (let n = 0; n < 10; n++) await appendSafely(setting, `user-${round}`, n);
      await query(
        setting.url,
        "select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()",
      );
    }
    await setting.untilAtHead();
    await setting.untilAtHead("other");
    expect(await setting.rows()).toEqual(await setting.model());
    expect(await setting.rows("other_v1")).toEqual(await setting.model());
    expect((await setting.until({ state: "running" })).error).toBeNull();
  });

  it("reported as a deadlock or a full disk by the server is tried again", async () => {
    const setting = await Setting.make();
    const states = ["40P01", "53100", "55P03", "57014"];
    const failing = counting({
      async afterRows(client) {
        const state = states.pop();
        if (state) await client.query(`do $$ begin raise exception 'not now' using errcode = '${state}'; end $$`);
      },
    });
    await setting.amounts("user-1", 1);
    setting.worker([failing]);
    await setting.untilAtHead();
    expect(states).toEqual([]);
    expect(await setting.rows()).toEqual({ user: [1, 1] });
  });

  it(
    "of the whole server, killed in the middle of a load, doubles nothing and heals",
    { timeout: 120_000 },
    async () => {
      const postgres = await ownPostgres();
      await migrate(postgres.url);
      const setting = await Setting.make(postgres.url);
      for (let n = 0; n < 10; n++) await setting.amounts(`user-${n}`, ...Array.from({ length: 500 }, (_, i) => i));
      let batches = 0;
      const killing = counting({
        async afterRows() {
          batches += 1;
          if (batches === 2) await killPostmaster(postgres.dataDir);
        },
      });
      setting.worker([killing, counting({ name: "other" })]);
      await vi.waitFor(() => expect(batches).toBeGreaterThan(2), patient);
      await vi.waitFor(() => setting.untilAtHead(), patient);
      await vi.waitFor(() => setting.untilAtHead("other"), patient);
      expect(await setting.rows()).toEqual(await setting.model());
      expect(await setting.rows("other_v1")).toEqual(await setting.model());
      expect((await setting.until({ state: "running" })).error).toBeNull();
    },
  );
});

/** The commit happens; its sender sees the connection break. */
function loseAnswerToCommit(client: PoolClient): void {
  const send = client.query.bind(client) as (text: string, values?: unknown[]) => Promise<unknown>;
  client.query = (async (text: string, values?: unknown[]) => {
    const answer = await send(text, values);
    if (text !== "commit") return answer;
    client.query = send as typeof client.query;
    throw new Error("Connection terminated unexpectedly");
  }) as typeof client.query;
}

/** The log's connections are cut, too: an event is appended until it is there. */
async function appendSafely(setting: Setting, stream: string, amount: number): Promise<void> {
  const before = await vi.waitFor(() => length(setting, stream), patient);
  await vi.waitFor(async () => {
    if ((await length(setting, stream)) === before) await setting.amounts(stream, amount);
  }, patient);
}

async function length(setting: Setting, stream: string): Promise<number> {
  return (await Array.fromAsync(setting.store.readStream(stream))).length;
}
