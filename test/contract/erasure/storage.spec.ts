import pg from "pg";
import { expect, it, onTestFinished, vi } from "vitest";
import { untilReadModelsPassed } from "../../../src/erasure/read-models.ts";
import { sweepStorage } from "../../../src/erasure/storage.ts";
import { migratedDatabase, query } from "../../support/database.ts";

it("Every table is written anew, also where a switch gives its schema another name meanwhile", async () => {
  const url = await migratedDatabase();
  for (const schema of ["lines_v1", "lines_build_2"])
    await query(url, `create schema ${schema}; create table ${schema}.lines (content text)`);
  const files = `select oid, pg_relation_filenode(oid) as file from pg_class where relname = 'lines' order by oid`;
  const before = await query<{ oid: number; file: number }>(url, files);
  const pool = new pg.Pool({ connectionString: url });
  onTestFinished(() => pool.end());
  const reader = await pool.connect();
  await reader.query("begin; lock table lines_build_2.lines in access share mode");
  const sweeping = sweepStorage(pool, {
    schemas: ["lines_v1", "lines_build_2"],
    signal: AbortSignal.timeout(60_000),
  });
  const waiting = "select from pg_locks where relation = 'lines_build_2.lines'::regclass and not granted";
  await vi.waitUntil(async () => (await query(url, waiting)).length > 0, { timeout: 30_000 });
  await query(
    url,
    "begin; alter schema lines_v1 rename to lines_build_1; alter schema lines_build_2 rename to lines_v1; commit",
  );
  await reader.query("commit");
  reader.release();
  await sweeping;
  const after = await query<{ oid: number; file: number }>(url, files);
  expect(after.map(({ oid }) => oid)).toEqual(before.map(({ oid }) => oid));
  for (const [index, { file }] of after.entries()) expect(file).not.toBe(before[index]?.file);
});

it("A build that is being dropped is waited for, since until it is gone it holds what was erased", async () => {
  const url = await migratedDatabase();
  const pool = new pg.Pool({ connectionString: url });
  onTestFinished(() => pool.end());
  await query(
    url,
    "insert into projections.builds (name, version, build, schema_name, state) values ('lines', 1, 1, 'lines_v1', 'dropping')",
  );
  await expect(untilReadModelsPassed(pool, 1n, AbortSignal.timeout(500))).rejects.toThrow("aborted");
  const waiting = untilReadModelsPassed(pool, 1n, AbortSignal.timeout(30_000));
  await query(url, "delete from projections.builds");
  await expect(waiting).resolves.toBeUndefined();
});
