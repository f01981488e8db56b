import type { FastifyBaseLogger } from "fastify";
import type { Metrics } from "./platform/metrics/metrics.ts";
import type { Tracing } from "./platform/tracing/tracing.ts";
import type { AttemptObserver } from "./workers/jobs/observe-attempts.ts";

/** One line for each attempt, with the id of the request that the job came of. */
export function loggedAttempts(logger: Pick<FastifyBaseLogger, "info">): AttemptObserver {
  return ({ id, kind, attempt, correlationId }) => {
    const began = performance.now();
    return (outcome) => {
      const ms = Math.round((performance.now() - began) * 10) / 10;
      const job = { job: id, kind, attempt, outcome, ms, ...(correlationId !== null && { reqId: correlationId }) };
      logger.info(job, "An attempt at a job ended.");
    };
  };
}

const buckets = [0.01, 0.05, 0.1, 0.5, 1, 5, 10, 60];

export function measuredAttempts(metrics: Metrics): AttemptObserver {
  const seconds = metrics.histogram({
    name: "verbatim_job_attempt_duration_seconds",
    help: "What attempts at jobs took, by kind and by how they ended.",
    labels: ["kind", "outcome"],
    buckets,
  });
  return ({ kind }) => {
    const began = performance.now();
    return (outcome) => seconds.observe({ kind, outcome }, (performance.now() - began) / 1_000);
  };
}

export function tracedAttempts(tracing: Pick<Tracing, "caused">): AttemptObserver {
  return ({ id, kind, attempt, correlationId }) => {
    const attributes = { "verbatim.job": id, "verbatim.attempt": attempt };
    const end = tracing.caused({ by: correlationId === null ? [] : [correlationId], name: `job ${kind}`, attributes });
    return (outcome) =>
      end({
        attributes: { "verbatim.outcome": outcome },
        ...((outcome === "failed" || outcome === "dead") && { failure: outcome }),
      });
  };
}
