import { Pool } from "pg";
import { describe, expect, it, onTestFinished } from "vitest";
import { RolledBack, transaction } from "../../../src/platform/postgres/transaction.ts";
import { emptyDatabase } from "../../support/database.ts";

async function poolWithTable(): Promise<Pool> {
  const pool = new Pool({ connectionString: await emptyDatabase() });
  onTestFinished(() => pool.end());
  await pool.query("create table cups (n int primary key)");
  return pool;
}

async function cups(pool: Pool): Promise<readonly number[]> {
  return (await pool.query<{ n: number }>("select n from cups order by n")).rows.map(({ n }) => n);
}

describe("a transaction", () => {
  it("is committed when the work returns, and not when it throws", async () => {
    const pool = await poolWithTable();
    expect(await transaction(pool, (client) => client.query("insert into cups values (1)").then(() => "filled"))).toBe(
      "filled",
    );
    const spilt = transaction(pool, async (client) => {
      await client.query("insert into cups values (2)");
      throw new Error("spilt");
    });
    await expect(spilt).rejects.toThrow("spilt");
    expect(await cups(pool)).toEqual([1]);
  });

  it("does not pass for committed where the work swallowed the failure of a statement", async () => {
    const pool = await poolWithTable();
    const swallowing = transaction(pool, async (client) => {
      await client.query("insert into cups values (1)");
      await client.query("insert into cups values (1)").catch(() => undefined);
    });
    await expect(swallowing).rejects.toThrow(RolledBack);
    expect(await cups(pool)).toEqual([]);
    expect(await transaction(pool, (client) => client.query("insert into cups values (3)").then(() => true))).toBe(
      true,
    );
    expect(await cups(pool)).toEqual([3]);
  });
});
