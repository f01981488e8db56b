import { setImmediate as turn } from "node:timers/promises";
import pg from "pg";
import { onTestFinished } from "vitest";
import { Codec } from "../../../src/event-store/codec/codec.ts";
import { KeysInMemory } from "../../../src/event-store/codec/keys-in-memory.ts";
import { PostgresEventStore } from "../../../src/event-store/postgres/postgres-event-store.ts";
import { eventTypes } from "../../../src/events/index.ts";
import { startGateway, type Gateway, type GatewayOptions } from "../../../src/gateway/gateway.ts";
import { HeldStore } from "../../../src/gateway/spec/held-store.ts";
import { SpecLog } from "../../../src/gateway/spec/log.ts";
import { NaiveTimeline } from "../../../src/gateway/spec/naive-timeline.ts";
import type { World } from "../../../src/gateway/spec/play.ts";
import type { Timeline } from "../../../src/gateway/timeline.ts";
import { openQueryPool } from "../../../src/platform/postgres/query-pool.ts";
import { lines } from "../../../src/projections/lines/v1/projection.ts";
import { PositionWatch } from "../../../src/projections/positions.ts";
import { openReads } from "../../../src/projections/queries/open-reads.ts";
import { ProjectionRegistry } from "../../../src/projections/registry.ts";
import { declareAll, untilMigrated } from "../../../src/projections/tables.ts";
import { conversationsOf } from "../../../src/projections/timeline/v1/conversations-of.ts";
import { memberships } from "../../../src/projections/timeline/v1/memberships.ts";
import { positionAt } from "../../../src/projections/timeline/v1/position-at.ts";
import { timeline } from "../../../src/projections/timeline/v1/projection.ts";
import { toldAfter } from "../../../src/projections/timeline/v1/told-after.ts";
import { ProjectionWorker } from "../../../src/projections/worker.ts";
import { migratedDatabase } from "../../support/database.ts";

/** A log in PostgreSQL, and the read models that a stream is told from, which take what they are let. */
export class DatabaseWorld implements World {
  readonly log: SpecLog;
  readonly timeline: NaiveTimeline;
  readonly reports: string[] = [];
  readonly #parts: Pick<GatewayOptions, "timeline" | "readModels" | "lines">;
  readonly #projecting: HeldStore;
  readonly #opened: AsyncDisposableStack;

  private constructor(parts: WorldParts) {
    this.log = parts.log;
    this.timeline = new NaiveTimeline(parts.log);
    this.#parts = parts;
    this.#projecting = parts.projecting;
    this.#opened = parts.opened;
    onTestFinished(() => this.close());
  }

  static async make(): Promise<DatabaseWorld> {
    await using opened = new AsyncDisposableStack();
    const url = await migratedDatabase();
    const connection = { connectionString: url };
    const pool = opened.adopt(new pg.Pool(connection), (each) => each.end());
    const queries = await openQueryPool(url, { size: 4, timeoutSeconds: 10, recycleSeconds: 1_800 });
    opened.defer(() => queries.end());
    const store = opened.adopt(await PostgresEventStore.open({ url }), (each) => each.close());
    const codec = new Codec(eventTypes, new KeysInMemory());
    const registry = new ProjectionRegistry([timeline, lines]);
    await declareAll(pool, registry);
    const projecting = new HeldStore(store);
    const worker = new ProjectionWorker({ registry, pool, connection, store: projecting.store, codec });
    opened.adopt(worker, (each) => each.close()).start();
    await untilMigrated(pool, registry, AbortSignal.timeout(20_000));
    projecting.hold();
    const readModels = opened.adopt(new PositionWatch({ pool, connection }), (each) => each.close());
    readModels.open();
    const log = new SpecLog({ store, codec });
    const asked: Timeline = {
      memberships: (userIds) => memberships(pool, userIds),
      conversationsOf: (userIds) => conversationsOf(pool, userIds),
      toldAfter: (request) => toldAfter(pool, request),
      positionAt: async (time) => (await positionAt(pool, time)) ?? 0n,
    };
    return new DatabaseWorld({
      log,
      readModels,
      projecting,
      timeline: asked,
      lines: openReads(queries).lines,
      opened: opened.move(),
    });
  }

  async gateway(options: Partial<GatewayOptions> = {}): Promise<Gateway> {
    const { log } = this;
    const gateway = await startGateway({
      store: log.store,
      codec: log.codec,
      people: (ids) => log.people(ids),
      headOf: (id) => log.headOf(id),
      line: (id) => log.line(id),
      showsFromJoining: (id) => log.showsFromJoining(id),
      announcement: (revision) => log.announcement(revision),
      onEvent: () => undefined,
      recent: 3,
      report: (sentence) => this.reports.push(sentence),
      ...this.#parts,
      ...options,
    });
    this.#opened.defer(() => gateway.close());
    return gateway;
  }

  async project(): Promise<void> {
    this.#projecting.release();
    await turn();
    this.#projecting.hold();
  }

  follow(): void {
    this.#projecting.release();
  }

  async close(): Promise<void> {
    await this.#opened.disposeAsync();
  }
}

interface WorldParts extends Pick<GatewayOptions, "timeline" | "readModels" | "lines"> {
  readonly log: SpecLog;
  readonly projecting: HeldStore;
  readonly opened: AsyncDisposableStack;
}
