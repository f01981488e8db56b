import pg from "pg";
import { describe, expect, it } from "vitest";
import type { EventStore, Expected, Position, RecordedEvent } from "../../../src/event-store/port.ts";
import { emptyDatabase, migratedDatabase, query } from "../../support/database.ts";
import { faultsOf, logRows, lost } from "../../support/log-rows.ts";
import type { Acknowledged } from "../../support/writer-process.ts";
import { all, event, ids, until } from "../event-store/log-under-test.ts";
import { openings } from "./opened.ts";

describe("The log's order on PostgreSQL", () => {
  const open = openings();

  it("is whole for a reader from every position, whatever transaction is held open here or in another database", async () => {
    const url = await migratedDatabase();
    await query(url, "create table elsewhere (id int)");
    const held = [await open.connected(client(url)), await open.connected(client(await emptyDatabase()))] as const;
    for (const each of held) await each.query("begin");
    await held[0].query("insert into elsewhere values (1)");
    for (const each of held) await each.query("select txid_current()");

    const stores = [await open.store(url), await open.store(url)] as const;
    const end = performance.now() + 3_000;
    let writing = true;
    const followers: Promise<readonly RecordedEvent[]>[] = [];
    const isWhole = async (seen: readonly RecordedEvent[]): Promise<boolean> =>
      !writing && seen.at(-1)?.position === (await stores[0].head());
    const leader = follow(stores[0], 0n, isWhole, ({ position }) => {
      if (position % 250n === 0n) followers.push(follow(stores[1], position, isWhole));
    });
    await Promise.all([...Array(20).keys()].map((n) => writeUntil(stores[n % 2 ? 0 : 1], `w-${n}`, end)));
    await stores[0].append("last-1", [event()], "none");
    writing = false;

    const seen = await leader;
    expect(followers.length).toBeGreaterThan(0);
    expect(seen.map(({ position }) => Number(position))).toEqual(seen.map((_, index) => index + 1));
    for (const follower of await Promise.all(followers)) {
      expect(ids(follower)).toEqual(ids(seen.slice(-follower.length)));
    }
    for (const { position } of seen.slice(-300)) {
      const rest = await all(stores[1].readAll({ after: position }));
      expect(ids(rest)).toEqual(ids(seen.slice(Number(position))));
    }
    for (const each of held) await each.query("rollback");
    expect(faultsOf(await logRows(url))).toEqual([]);
  });

  it("is whole when one of three writing processes is stopped in the middle, again and again, and continued", async () => {
    const url = await migratedDatabase();
    const [stopped, ...others] = ["a", "b", "c"].map((name) =>
      open.child<Acknowledged>({ script: "writer-process.ts", args: [url, name, "4"] }),
    );
    if (!stopped) throw new Error("three were started");
    const more = (count: number) =>
      Promise.all(
        others.map((each) => {
          const enough = each.lines.length + count;
          return each.until((lines) => lines.length >= enough);
        }),
      );
    const reader = await open.store(url);
    let writing = true;
    const reading = follow(reader, 0n, async (seen) => !writing && seen.at(-1)?.position === (await reader.head()));
    for (let round = 0; round < 25; round++) {
      const enough = stopped.lines.length + 20 + round;
      await stopped.until((lines) => lines.length >= enough);
      stopped.signal("SIGSTOP");
      await more(50);
      stopped.signal("SIGCONT");
    }
    for (const each of [stopped, ...others]) await each.finish();
    await reader.append("last-1", [event()], "none");
    writing = false;

    const rows = await logRows(url);
    expect(faultsOf(rows)).toEqual([]);
    expect(
      lost(
        [stopped, ...others].flatMap(({ lines }) => lines),
        rows,
      ),
    ).toEqual([]);
    expect(ids(await reading)).toEqual(ids(rows));
  });

  it("cannot be changed afterwards: the database itself refuses to update, delete, truncate or merge", async () => {
    const url = await migratedDatabase();
    const store = await open.store(url);
    await store.append("a-1", [event()], "none");
    for (const change of [
      "update log.events set data = '{}'",
      "delete from log.events",
      "delete from log.events where false",
      "truncate log.events",
      "truncate log.events cascade",
      "merge into log.events e using (values (1)) v (n) on e.position = v.n when matched then delete",
      `insert into log.events select position, revision, event_id, stream, type, data, metadata from log.events
       on conflict (position) do update set data = '{}'`,
    ]) {
      await expect(query(url, change), change).rejects.toThrow(/never changed/);
    }
    expect(await all(store.readAll({ after: 0n }))).toHaveLength(1);
  });
});

describe("A reader on PostgreSQL that hears of nothing", () => {
  const open = openings();

  it("finds what was appended within a second or so", async () => {
    const url = await migratedDatabase();
    const reader = await open.store(url);
    const listening = "select 1 from pg_stat_activity where datname = current_database() and query ilike 'listen%'";
    await expect.poll(() => query(url, listening)).toHaveLength(1);
    for (let n = 0; n < 3; n++) {
      const seen = until(reader, { after: BigInt(n) }, (events) => events.length === 1);
      await query(
        url,
        `select log.append(array['silent'], '{1}', array[$1::int], '{1}', '{10000}', array[gen_random_uuid()], '{T}', '{"{}"}', '{"{}"}')`,
        [n - 1],
      );
      const appended = performance.now();
      expect((await seen)[0]).toMatchObject({ stream: "silent", revision: n });
      expect(performance.now() - appended).toBeLessThan(2_000);
    }
  });

  it("misses nothing while the connection that wakes it is cut again and again", async () => {
    const url = await migratedDatabase();
    const [reader, writer] = [await open.store(url), await open.store(url)];
    const [appendedAt, seenAt]: [number[], number[]] = [[], []];
    let isWritten = false;
    const isWhole = (seen: readonly unknown[]) => Promise.resolve(isWritten && seen.length === appendedAt.length);
    const reading = follow(reader, 0n, isWhole, () => seenAt.push(performance.now()));
    for (let [n, cuts] = [0, 0]; cuts < 6; n++) {
      await writer.append("a-1", [event({ n })], n === 0 ? "none" : n - 1);
      appendedAt.push(performance.now());
      const cut = await query(
        url,
        `select pg_terminate_backend(pid) from pg_stat_activity
         where datname = current_database() and application_name = 'verbatim log waker'`,
      );
      cuts += cut.length;
    }
    isWritten = true;
    const seen = await reading;
    expect(seen.map(({ data }) => data["n"])).toEqual([...appendedAt.keys()]);
    const delays = seenAt.map((at, n) => at - (appendedAt[n] ?? 0));
    expect(Math.max(...delays)).toBeLessThan(2_500);
  });
});

const client = (url: string): pg.Client => new pg.Client({ connectionString: url });

async function follow(
  store: EventStore,
  after: Position,
  isEnough: (seen: readonly RecordedEvent[]) => Promise<boolean>,
  each: (event: RecordedEvent) => void = () => undefined,
): Promise<readonly RecordedEvent[]> {
  const ending = new AbortController();
  const seen: RecordedEvent[] = [];
  for await (const item of store.subscribe({ after, signal: ending.signal })) {
    if (item.kind === "event") {
      seen.push(item);
      each(item);
    } else if (await isEnough(seen)) ending.abort();
  }
  return seen;
}

async function writeUntil(store: EventStore, stream: string, end: number): Promise<void> {
  let expected: Expected = "none";
  while (performance.now() < end) expected = (await store.append(stream, [event()], expected)).revision;
}
