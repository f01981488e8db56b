import pg from "pg";
import { expect, it, onTestFinished } from "vitest";
import { isAnyErasureOpen, markDone, openErasures } from "../../../src/erasure/people.ts";
import { userId } from "../../../src/domain/ids.ts";
import { migratedDatabase } from "../../support/database.ts";

it("however many erasures wait before it, one that was begun is gone on with", async () => {
  const pool = new pg.Pool({ connectionString: await migratedDatabase(), max: 1 });
  onTestFinished(() => pool.end());
  expect(await isAnyErasureOpen(pool)).toBe(false);
  await pool.query(
    "insert into erasure.people (user_id, number) select 'person-' || n, n from generate_series(1, 250) n",
  );
  await markDone(pool, userId("person-7"), []);
  expect(await isAnyErasureOpen(pool)).toBe(true);
  const numbers = (await Array.fromAsync(openErasures(pool))).map(({ number }) => number);
  expect(numbers).toEqual(Array.from({ length: 250 }, (_, n) => n + 1).filter((number) => number !== 7));
});
