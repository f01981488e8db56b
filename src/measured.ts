import type { Pool } from "pg";
import type { EventStore, Position } from "./event-store/port.ts";
import type { Metrics, Reading } from "./platform/metrics/metrics.ts";
import { sharedReading } from "./platform/metrics/shared-reading.ts";
import { builderState } from "./proof/builder-row.ts";
import { lastCheckpoint } from "./proof/checkpoint-table.ts";
import { statusOfAll, type ProjectionStatus } from "./projections/status.ts";
import { countMails } from "./workers/email/mails.ts";
import { countJobs } from "./workers/jobs/dead-letters.ts";

/** Milliseconds in which several metrics share what was asked of the database. */
const askedFor = 1_000;

export interface MeasuredReading {
  readonly pool: Pool;
  readonly store: EventStore;
  /** How far each of the reactors is. */
  readonly reactors: () => Promise<readonly { readonly name: string; readonly position: Position }[]>;
}

/** How far behind the log is what reads it. It is the deployment's: each process tells the same. */
export function measureReading(metrics: Metrics, { pool, store, reactors }: MeasuredReading): void {
  const status = sharedReading(askedFor, () => statusOfAll(pool, store));
  const ofEach = async (value: (one: ProjectionStatus) => number): Promise<readonly Reading[]> =>
    greatestOfEach((await status()).map((one) => ({ projection: one.name, use: useOf(one), value: value(one) })));
  metrics.gauge({
    name: "verbatim_projection_lag_events",
    help: "Events of the log that a projection has not read yet; on EventStoreDB it counts bytes of the log.",
    labels: ["projection", "use"],
    read: () => ofEach(({ lag }) => Number(lag)),
  });
  metrics.gauge({
    name: "verbatim_projection_stopped",
    help: "1 where a projection waits for an operator at an event that it cannot write.",
    labels: ["projection", "use"],
    read: () => ofEach(({ state }) => Number(state === "stopped")),
  });
  metrics.gauge({
    name: "verbatim_reactor_lag_events",
    help: "Events of the log that a reactor has not passed yet; on EventStoreDB it counts bytes of the log.",
    labels: ["reactor"],
    async read() {
      const [head, all] = await Promise.all([store.head(), reactors()]);
      return all.map(({ name, position }) => ({
        labels: { reactor: name },
        value: Math.max(0, Number(head - position)),
      }));
    },
  });
}

/** Of a build: whether queries go to it, went to it before, or not yet. */
function useOf({ isActive, isPrevious }: ProjectionStatus): string {
  if (isActive) return "active";
  return isPrevious ? "previous" : "building";
}

/** Several builds of a projection may be on their way: the one that is worst tells. */
function greatestOfEach(
  all: readonly { readonly projection: string; readonly use: string; readonly value: number }[],
): readonly Reading[] {
  const readings = new Map<string, Reading>();
  for (const { projection, use, value } of all) {
    const name = `${projection} ${use}`;
    if (value >= (readings.get(name)?.value ?? 0)) readings.set(name, { labels: { projection, use }, value });
  }
  return [...readings.values()];
}

/** What is to be done later, and what became of mails. It is the deployment's: each process tells the same. */
export function measureJobs(metrics: Metrics, pool: Pool): void {
  metrics.gauge({
    name: "verbatim_jobs",
    help: "Jobs that wait, or are dead and wait for an operator, by kind.",
    labels: ["kind", "state"],
    read: async () =>
      (await countJobs(pool)).map(({ kind, state, count }) => ({ labels: { kind, state }, value: count })),
  });
  metrics.gauge({
    name: "verbatim_mails",
    help: "Mails of the last thirty days that were sent, and those that may have come twice, under one Message-ID.",
    labels: ["state"],
    async read() {
      const { sent, repeats } = await countMails(pool);
      return Object.entries({ sent, repeated: repeats }).map(([state, value]) => ({ labels: { state }, value }));
    },
  });
}

/** How far the proof of the log is. It is the deployment's: each process tells the same. */
export function measureProof(metrics: Metrics, { pool, store }: Pick<MeasuredReading, "pool" | "store">): void {
  const state = sharedReading(askedFor, () => builderState(pool));
  metrics.gauge({
    name: "verbatim_proof_lag_events",
    help: "Events of the log that its proof does not cover yet; on EventStoreDB it counts bytes of the log.",
    labels: ["proof"],
    async read() {
      const [head, { read }] = await Promise.all([store.head(), state()]);
      return [{ labels: { proof: "builder" }, value: Math.max(0, Number(head - (read?.position ?? 0n))) }];
    },
  });
  metrics.gauge({
    name: "verbatim_proof_stopped",
    help: "1 where the log is not the one that was proved, so that nothing is built any more.",
    labels: ["proof"],
    read: async () => [{ labels: { proof: "builder" }, value: Number((await state()).stopped !== null) }],
  });
  metrics.gauge({
    name: "verbatim_proof_checkpoint_age_seconds",
    help: "How old the last checkpoint is.",
    labels: ["proof"],
    async read() {
      const last = await lastCheckpoint(pool);
      return last ? [{ labels: { proof: "builder" }, value: (Date.now() - Date.parse(last.time)) / 1_000 }] : [];
    },
  });
}
