import { randomUUID } from "node:crypto";
import { inspect, isDeepStrictEqual } from "node:util";
import pg from "pg";
import { onTestFinished, vi } from "vitest";
import type { Codec } from "../../../src/event-store/codec/codec.ts";
import { PostgresEventStore } from "../../../src/event-store/postgres/postgres-event-store.ts";
import type { EventStore, JsonObject, Position } from "../../../src/event-store/port.ts";
import type { LeaseTimes } from "../../../src/projections/lease.ts";
import { PositionWatch } from "../../../src/projections/positions.ts";
import { Presence } from "../../../src/projections/presence.ts";
import type { Projection } from "../../../src/projections/projection.ts";
import { ProjectionRegistry } from "../../../src/projections/registry.ts";
import { statusOfAll, type ProjectionStatus } from "../../../src/projections/status.ts";
import { ProjectionWorker, type ProjectionWorkerOptions } from "../../../src/projections/worker.ts";
import { startChild, type Child } from "../../support/child.ts";
import { migratedDatabase, query } from "../../support/database.ts";
import { codec, kindOf } from "./counting.ts";
import type { ProjectingLine } from "./projecting-process.ts";

export const quick: LeaseTimes = { renewEvery: 100, lostAfter: 600 };

/** A database with a log of its own, and what a test does there. All that it opens is closed after the test. */
export class Setting {
  readonly url: string;
  readonly pool: pg.Pool;
  readonly store: EventStore;
  readonly reports: string[] = [];
  /** Of its workers. */
  codec: Codec = codec;

  private constructor(url: string, pool: pg.Pool, store: EventStore) {
    this.url = url;
    this.pool = pool;
    this.store = store;
  }

  static async make(database?: string): Promise<Setting> {
    const url = database ?? (await migratedDatabase());
    const pool = newPool(url);
    const store = await PostgresEventStore.open({ url });
    onTestFinished(async () => {
      await store.close();
      await pool.end();
    });
    return new Setting(url, pool, store);
  }

  worker(
    projections: readonly Projection[],
    lease: LeaseTimes = quick,
    { newVersions }: Pick<ProjectionWorkerOptions, "newVersions"> = {},
  ): ProjectionWorker {
    const worker = new ProjectionWorker({
      registry: new ProjectionRegistry(projections),
      pool: this.pool,
      connection: { connectionString: this.url },
      store: this.store,
      codec: this.codec,
      lease,
      ...(newVersions && { newVersions }),
      report: (sentence) => this.reports.push(sentence),
    });
    onTestFinished(() => worker.close());
    worker.start();
    return worker;
  }

  /** A worker in a process of its own. */
  process({ renewEvery, lostAfter }: LeaseTimes = quick): Child<ProjectingLine> {
    const child = startChild<ProjectingLine>({
      script: "../contract/projections/projecting-process.ts",
      args: [this.url, String(renewEvery), String(lostAfter)],
    });
    onTestFinished(() => child.kill());
    return child;
  }

  /** Shows a holder of leases until the test ends. */
  async present(holder: string): Promise<void> {
    const presence = new Presence({
      holder,
      signal: new AbortController().signal,
      connection: { connectionString: this.url },
      report: (sentence) => this.reports.push(sentence),
    });
    onTestFinished(() => presence.close());
    presence.open();
    await presence.shown();
  }

  watch(): PositionWatch {
    const watch = new PositionWatch({ pool: this.pool, connection: { connectionString: this.url } });
    onTestFinished(() => watch.close());
    watch.open();
    return watch;
  }

  /** Appends events with these data to a stream's end. @returns the position of the last. */
  async append(stream: string, ...data: JsonObject[]): Promise<Position> {
    const [last] = await Array.fromAsync(this.store.readStream(stream, { direction: "backwards", limit: 1 }));
    const events = data.map((each) => ({ id: randomUUID(), type: "Counted", data: each, metadata: { version: 1 } }));
    return (await this.store.append(stream, events, last?.revision ?? "none")).position;
  }

  async amounts(stream: string, ...amounts: number[]): Promise<Position> {
    return this.append(stream, ...amounts.map((amount) => ({ amount })));
  }

  /** Somebody who reads the rows of a schema until they end, or the test does. */
  async reader(schema = "counts_v1"): Promise<Pick<pg.Client, "end">> {
    const client = new pg.Client({ connectionString: this.url });
    await client.connect();
    onTestFinished(() => client.end());
    await client.query(`begin; select from ${schema}.counts`);
    return client;
  }

  /** What the rows must be: the log folded one event after the other. */
  async model({ upTo, without = [] }: { upTo?: Position; without?: readonly Position[] } = {}): Promise<Counts> {
    const counts: Record<string, [events: number, total: number]> = {};
    for await (const { stream, position, data } of this.store.readAll({ after: 0n })) {
      if (upTo !== undefined && position > upTo) break;
      if (without.includes(position)) continue;
      const [events, total] = counts[kindOf(stream)] ?? [0, 0];
      counts[kindOf(stream)] = [events + 1, total + Number(data["amount"])];
    }
    return counts;
  }

  async rows(schema = "counts_v1"): Promise<Counts> {
    const found = await query<{ kind: string; events: number; total: string }>(
      this.url,
      `select kind, events, total from ${schema}.counts`,
    );
    return Object.fromEntries(found.map(({ kind, events, total }) => [kind, [events, Number(total)]]));
  }

  async indexes(schema = "counts_v1"): Promise<string[]> {
    const text = "select indexname from pg_indexes where schemaname = $1 order by indexname";
    return (await query<{ indexname: string }>(this.url, text, [schema])).map(({ indexname }) => indexname);
  }

  async status(name = "counts"): Promise<ProjectionStatus> {
    const found = (await statusOfAll(this.pool, this.store)).find((each) => each.name === name);
    if (!found) throw new Error(`${name} has no status.`);
    return found;
  }

  /** Waits until the status has these values. */
  async until(wanted: Partial<ProjectionStatus>, name = "counts"): Promise<ProjectionStatus> {
    return vi.waitFor(
      async () => {
        const status = await this.status(name);
        const isWanted = Object.entries(wanted).every(([field, value]) =>
          isDeepStrictEqual(status[field as keyof ProjectionStatus], value),
        );
        if (!isWanted) throw new Error(`${inspect(status)} has not become ${inspect(wanted)}.`);
        return status;
      },
      { timeout: 15_000, interval: 20 },
    );
  }

  async untilAtHead(name = "counts"): Promise<void> {
    await this.until({ lag: 0n }, name);
  }
}

/** For a lock on one of the database's tables. */
export async function untilSomebodyWaits({ url }: Setting): Promise<void> {
  const waiting = `select from pg_locks where locktype = 'relation' and not granted
    and database = (select oid from pg_database where datname = current_database())`;
  await vi.waitUntil(async () => (await query(url, waiting)).length > 0, { timeout: 15_000 });
}

export type Counts = Record<string, [events: number, total: number]>;

export function newPool(url: string): pg.Pool {
  const pool = new pg.Pool({
    connectionString: url,
    max: 12,
    application_name: "projections under test",
    pipeline: true,
  });
  pool.on("error", () => undefined); // the tests end connections on purpose
  return pool;
}
