import { describe, expect, it } from "vitest";
import { openQueryPool } from "../../../src/platform/postgres/query-pool.ts";
import { schema } from "../../../src/projections/audit/v1/tables.ts";
import { openReads } from "../../../src/projections/queries/open-reads.ts";
import { migratedDatabase, query } from "../../support/database.ts";
import { AuditUnderTest } from "./audit-under-test.ts";

const conversations = 50;
const events = 20_000;

describe("a page of a period", () => {
  it("is found by its place in the log, however long that is", async () => {
    const url = await migratedDatabase();
    await AuditUnderTest.make(url);
    await query(
      url,
      `insert into ${schema}.events (position, part, conversation_id, line, actor_id, latest_at)
       select n, 'message', n % ${conversations}, n / ${conversations}, n % 7, now() from generate_series(1, ${events}) n`,
    );
    await query(url, `analyze ${schema}.events`);
    const queries = await openQueryPool(url, { size: 1, timeoutSeconds: 5, recycleSeconds: 60 });
    const stretch = { after: 10_000n, upTo: BigInt(events) };
    const found = await openReads(queries).audit.positions(stretch, 500);
    await queries.end(); // what it counted is told as its connection ends
    expect(found).toEqual(Array.from({ length: 500 }, (_, n) => BigInt(10_001 + n)));
    const [{ read } = { read: Infinity }] = await query<{ read: number }>(
      url,
      "select sum(idx_tup_read)::int as read from pg_stat_user_indexes where schemaname = $1",
      [schema],
    );
    expect(read).toBeGreaterThan(0);
    expect(read).toBeLessThan(1_000);
  });
});
