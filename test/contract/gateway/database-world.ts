import pg from "pg";
import { onTestFinished } from "vitest";
import { Codec } from "../../../src/event-store/codec/codec.ts";
import { KeysInMemory } from "../../../src/event-store/codec/keys-in-memory.ts";
import { PostgresEventStore } from "../../../src/event-store/postgres/postgres-event-store.ts";
import { eventTypes } from "../../../src/events/index.ts";
import { startGateway, type Gateway, type GatewayOptions } from "../../../src/gateway/gateway.ts";
import { SpecLog } from "../../../src/gateway/spec/log.ts";
import { NaiveTimeline } from "../../../src/gateway/spec/naive-timeline.ts";
import type { World } from "../../../src/gateway/spec/play.ts";
import { openQueryPool } from "../../../src/platform/postgres/query-pool.ts";
import { lines } from "../../../src/projections/lines/v1/projection.ts";
import { PositionWatch } from "../../../src/projections/positions.ts";
import { openReads } from "../../../src/projections/queries/open-reads.ts";
import { ProjectionRegistry } from "../../../src/projections/registry.ts";
import { declareAll, untilMigrated } from "../../../src/projections/tables.ts";
import { memberships } from "../../../src/projections/timeline/v1/memberships.ts";
import { positionAt } from "../../../src/projections/timeline/v1/position-at.ts";
import { timeline } from "../../../src/projections/timeline/v1/projection.ts";
import { toldAfter } from "../../../src/projections/timeline/v1/told-after.ts";
import { ProjectionWorker } from "../../../src/projections/worker.ts";
import { migratedDatabase } from "../../support/database.ts";

/** A log in PostgreSQL, with the read models that a stream is told from, kept by a worker of their own. */
export class DatabaseWorld implements World {
  readonly log: SpecLog;
  readonly timeline: NaiveTimeline;
  readonly pool: pg.Pool;
  readonly reports: string[] = [];
  readonly #options: GatewayOptions;
  readonly #opened: AsyncDisposableStack;
}
