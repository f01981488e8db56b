import type { FastifyBaseLogger } from "fastify";
import type { Config } from "./config.ts";
import type { Foundation } from "./foundation.ts";
import type { MeasurePool } from "./measured-process.ts";
import type { Metrics } from "./platform/metrics/metrics.ts";
import type { Tracing } from "./platform/tracing/tracing.ts";

export interface ComposeOptions {
  readonly config: Config;
  readonly foundation: Foundation;
  readonly metrics: Metrics;
  readonly measurePool: MeasurePool;
  /** Null: nobody collects traces. */
  readonly tracing: Tracing | null;
  readonly logger: FastifyBaseLogger;
  /** Ends the waiting of the start. */
  readonly signal: AbortSignal;
}
