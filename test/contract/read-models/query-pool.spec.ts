import { describe, expect, it, onTestFinished } from "vitest";
import { sql } from "slonik";
import { z } from "zod";
import { openQueryPool, type QueryPool, type QueryPoolSettings } from "../../../src/platform/postgres/query-pool.ts";
import { ConnectionLost } from "../../../src/platform/postgres/transaction.ts";
import { emptyDatabase, query } from "../../support/database.ts";

const settings = { size: 2, timeoutSeconds: 5, recycleSeconds: 60 };
const number = z.object({ n: z.number() });
const pid = sql.type(number)`select pg_backend_pid() as n`;

async function opened(given: Partial<QueryPoolSettings> = {}): Promise<{ pool: QueryPool; url: string }> {
  const url = await emptyDatabase();
  const pool = await openQueryPool(url, { ...settings, ...given });
  onTestFinished(() => pool.end());
  return { pool, url };
}

describe("the pool of queries", () => {
  it("gives times in UTC with milliseconds, whatever the server's zone, and big numbers whole", async () => {
    const { url } = await opened();
    const name = new URL(url).pathname.slice(1);
    await query(url, `alter database ${name} set timezone to 'Asia/Taipei'`);
    const pool = await openQueryPool(url, settings);
    onTestFinished(() => pool.end());
    const row = await pool.first(sql.type(z.object({ at: z.string(), early: z.string(), position: z.string() }))`
      select timestamptz '2026-11-30 12:00:00.12+00' as at, timestamptz '0001-01-01 00:00+00' as early,
        9223372036854775807::bigint as position
    `);
    expect(row).toEqual({
      at: "2026-11-30T12:00:00.120Z",
      early: "0001-01-01T00:00:00.000Z",
      position: "9223372036854775807",
    });
  });

  it("keeps what was prepared on a connection", async () => {
    const { pool } = await opened({ size: 1 });
    const prepared = sql.prepared("one", number)`select 1 as n`;
    await pool.any(prepared);
    await pool.any(prepared);
    const statements = sql.type(number)`select count(*)::int as n from pg_prepared_statements where name = 'one'`;
    expect(await pool.first(statements)).toEqual({ n: 1 });
  });

  it("hands over no row that its schema does not know", async () => {
    const { pool } = await opened();
    const failed = await pool.any(sql.type(number)`select 'three' as n`).catch((error: unknown) => error);
    expect(failed).toBeInstanceOf(Error);
    expect(failed).not.toBeInstanceOf(ConnectionLost);
  });

  it("takes no mistake in a query for an outage", async () => {
    const { pool } = await opened();
    const failed = await pool.any(sql.type(number)`select n from nowhere`).catch((error: unknown) => error);
    expect(failed).toMatchObject({ message: expect.stringContaining("nowhere") as string });
    expect(failed).not.toBeInstanceOf(ConnectionLost);
  });

  it("says that the connection was lost when the server ended it, and goes on with another", async () => {
    const { pool, url } = await opened({ size: 1 });
    const { n: first } = (await pool.first(pid)) ?? { n: 0 };
    const asleep = pool.any(sql.type(number)`select 1 as n from pg_sleep(60)`);
    await Promise.all([
      expect(asleep).rejects.toBeInstanceOf(ConnectionLost),
      query(url, "select pg_terminate_backend($1)", [first]),
    ]);
    const { n: second } = (await pool.first(pid)) ?? { n: 0 };
    expect(second).not.toBe(first);
  });

  it("survives the end of a connection that nobody used just then", async () => {
    const { pool, url } = await opened({ size: 1 });
    const { n: first } = (await pool.first(pid)) ?? { n: 0 };
    await query(url, "select pg_terminate_backend($1)", [first]);
    await expect
      .poll(async () => pool.first(pid).catch((error: unknown) => error))
      .toMatchObject({
        n: expect.any(Number) as number,
      });
  });

  it("says so when no connection becomes free in time", async () => {
    const { pool, url } = await opened({ size: 1, timeoutSeconds: 0.05 });
    const asleep = pool.any(sql.type(number)`select 1 as n from pg_sleep(60)`).catch((error: unknown) => error);
    await expect(pool.any(pid)).rejects.toThrow("no connection became free in time");
    const all =
      "select pg_terminate_backend(pid) from pg_stat_activity where query like '%pg_sleep(60)%' and pid <> pg_backend_pid() and datname = current_database()";
    await query(url, all);
    expect(await asleep).toBeInstanceOf(ConnectionLost);
    await expect
      .poll(async () => pool.first(pid).catch((error: unknown) => error))
      .toMatchObject({
        n: expect.any(Number) as number,
      });
  });

  it("says so when nobody is there", async () => {
    await expect(openQueryPool("postgres://nobody@127.0.0.1:9/nothing", settings)).rejects.toBeInstanceOf(
      ConnectionLost,
    );
  });
});
