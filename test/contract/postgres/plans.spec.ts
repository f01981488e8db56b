import { describe, expect, it } from "vitest";
import type { EventStore } from "../../../src/event-store/port.ts";
import { PostgresEventStore } from "../../../src/event-store/postgres/postgres-event-store.ts";
import { migratedDatabase, query } from "../../support/database.ts";
import { all, event, events } from "../event-store/log-under-test.ts";

const filled = 200_000;

describe("The log's statements on PostgreSQL", () => {
  it("go by index on a table of 200,000 events, also where they were planned while it was small", async () => {
    const url = await migratedDatabase();
    const early = await PostgresEventStore.open({ url });
    await early.append("first-1", events(5), "none");
    await query(url, "vacuum analyze log.events"); // so that it is known to be small
    await useAll(early, "early", 0n);
    await query(
      url,
      `insert into log.events (position, revision, event_id, stream, type, data, metadata)
       select head + n, n / 1000, gen_random_uuid(), 'old-' || n % 1000, 'T', '{}', '{}'
       from generate_series(1, ${filled}) n, (select max(position) as head from log.events) log
       order by n`,
    );
    const before = await usage(url);
    await useAll(early, "again", BigInt(filled / 2));
    const late = await PostgresEventStore.open({ url });
    await useAll(late, "late", BigInt(filled / 2));
    await useAll(late, "later", BigInt(filled / 2));
    for (const each of [early, late]) await each.close();
    const sessions = `select 1 from pg_stat_activity
      where datname = current_database() and application_name like 'verbatim log%'`;
    await expect.poll(() => query(url, sessions)).toEqual([]); // a session tells of its usage when it ends, at the latest

    const after = await usage(url);
    expect(after.scans - before.scans).toBe(0);
    // Some 2,000 events are read each time; whoever went through an index from end to end would read them all.
    expect(after.read - before.read).toBeLessThan(filled / 10);
    expect(after.read - before.read).toBeGreaterThan(1_000);
  });
});

/** Each statement of the store, with each of its ways to append. */
async function useAll(store: EventStore, name: string, after: bigint): Promise<void> {
  const single = event();
  await store.append(`${name}-1`, [single], "none");
  await store.append(`${name}-1`, [event()], 0);
  await Promise.all(Array.from({ length: 20 }, (_, n) => store.append(`${name}-batch-${n}`, [event()], "none")));
  await store.append(`${name}-1`, events(3), 1);
  await store.append(`${name}-1`, [single], "none"); // again: what was written before is looked for
  await store.append(`${name}-1`, [event()], 0).catch(() => undefined); // a conflict
  await Promise.allSettled([
    store.append(`${name}-1`, [event()], 4),
    store.append(`${name}-1`, [event()], 4),
    store.append(`${name}-2`, [event()], 9),
  ]);
  await all(store.readAll({ after, limit: 300 }));
  await all(store.readAll({ after, limit: 300, prefixes: ["old-1", name] }));
  await all(store.readStream("old-7", { from: 10, limit: 20 }));
  await all(store.readStream("old-7", { direction: "backwards", limit: 20 }));
  await all(store.readStream("missing-1"));
  await store.eventAt(after + 1n);
  await store.eventsAt([after + 1n, after + 2n]);
  await store.head();
}

interface Usage {
  readonly scans: number;
  readonly read: number;
}

async function usage(url: string): Promise<Usage> {
  const [row] = await query<Usage & Record<string, unknown>>(
    url,
    `select seq_scan::int as scans,
       (select sum(idx_tup_read)::int from pg_stat_user_indexes where relid = 'log.events'::regclass) as read
     from pg_stat_user_tables where relid = 'log.events'::regclass`,
  );
  if (!row) throw new Error("log.events is missing");
  return row;
}
