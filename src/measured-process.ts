import type { Pool } from "pg";
import type { RecordedEvent } from "./event-store/port.ts";
import type { Metrics, Reading } from "./platform/metrics/metrics.ts";

export interface MeasuredPool {
  readonly inUse: number;
  readonly idle: number;
  /** Who waits for a connection. */
  readonly waiting: number;
}

/** Gives a pool of this process a name; it is asked when somebody looks. Null: it is not known just now. */
export type MeasurePool = (name: string, of: () => MeasuredPool | null) => void;

export function measurePools(metrics: Metrics): MeasurePool {
  const pools = new Map<string, () => MeasuredPool | null>();
  const all = (): readonly Reading[] => [...pools].flatMap(([pool, of]) => readingsOf(pool, of()));
  metrics.gauge({
    name: "verbatim_pool_connections",
    help: "Connections of a pool that are in use or idle, and who waits for one.",
    labels: ["pool", "state"],
    read: all,
  });
  return (name, of) => void pools.set(name, of);
}

function readingsOf(pool: string, measured: MeasuredPool | null): readonly Reading[] {
  if (!measured) return [];
  const { inUse, idle, waiting } = measured;
  const states = Object.entries({ in_use: inUse, idle, waiting });
  return states.map(([state, value]) => ({ labels: { pool, state }, value }));
}

export const stateOfPool = ({ totalCount, idleCount, waitingCount }: Pool): MeasuredPool => ({
  inUse: totalCount - idleCount,
  idle: idleCount,
  waiting: waitingCount,
});

/** What the gateway did and holds. */
export interface MeasuredStreams {
  readonly connections: number;
  readonly framesWritten: number;
  readonly resets: number;
  readonly closedSlow: number;
}

export function measureStreams(metrics: Metrics, of: () => MeasuredStreams): void {
  const value = (read: (streams: MeasuredStreams) => number) => () => [{ value: read(of()) }];
  metrics.gauge({
    name: "verbatim_streams",
    help: "Streams that are open.",
    read: value(({ connections }) => connections),
  });
  metrics.counter({
    name: "verbatim_stream_frames_total",
    help: "Stream events that were written, to all streams together.",
    read: value(({ framesWritten }) => framesWritten),
  });
  metrics.counter({
    name: "verbatim_stream_resets_total",
    help: "Times that a client was told to load afresh.",
    read: value(({ resets }) => resets),
  });
  metrics.counter({
    name: "verbatim_streams_cut_total",
    help: "Streams that were ended because their client read too slowly.",
    read: value(({ closedSlow }) => closedSlow),
  });
}

const deliveryBuckets = [0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10, 30];

/** @returns told of the events that were just written to those who are connected here */
export function measureDelivery(metrics: Metrics): (events: readonly RecordedEvent[]) => void {
  const seconds = metrics.histogram({
    name: "verbatim_delivery_duration_seconds",
    help: "From an event's time, just before it is appended, until it was written to the streams of this process.",
    buckets: deliveryBuckets,
  });
  return (events) => {
    const now = Date.now();
    for (const { metadata } of events) {
      const at = metadata["at"];
      if (typeof at === "string") seconds.observe(Math.max(0, now - Date.parse(at)) / 1_000);
    }
  };
}

/** Of a thread; null while there is none. */
export function measureThread(metrics: Metrics, memoryOf: () => Promise<ThreadMemory | null>): void {
  metrics.gauge({
    name: "verbatim_projections_thread_memory_bytes",
    help: "Memory of the projections' thread: what its heap uses, and what it holds outside of the heap.",
    labels: ["kind"],
    async read() {
      const memory = await memoryOf();
      if (!memory) return [];
      return Object.entries({ heap: memory.heap, external: memory.external }).map(([kind, value]) => ({
        labels: { kind },
        value,
      }));
    },
  });
}

export interface ThreadMemory {
  /** Bytes, as is the other. */
  readonly heap: number;
  readonly external: number;
}
