import type { FastifyInstance } from "fastify";
import type { Metrics } from "../../platform/metrics/metrics.ts";
import type { RecentDurations } from "../../platform/metrics/recent-durations.ts";
import { Tally } from "../../platform/metrics/tally.ts";
import { problemCodes } from "../problem.ts";

/** Seconds. */
export const requestBuckets = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10];

/** It is answered as long as somebody listens; what it tells is measured by the gateway. */
const stream = "/api/messages/stream";

const send = "/api/conversations/:id/messages";

interface Observers {
  readonly metrics: Metrics;
  /** Of messages that were sent. */
  readonly sends: RecentDurations;
}

/** Measures what is asked, by the route as it is declared, so that there are as many series as routes and answers. */
export function observeRequests(server: FastifyInstance, { metrics, sends }: Observers): void {
  const seconds = metrics.histogram({
    name: "verbatim_http_request_duration_seconds",
    help: "From a request's first byte to its answer's last, but for streams.",
    labels: ["method", "route", "status"],
    buckets: requestBuckets,
  });
  // From 0, so that the first fault is a rise, too, for whoever is to be woken for it.
  const refusals = new Tally(problemCodes);
  metrics.counter({
    name: "verbatim_refusals_total",
    help: "Requests that were answered with a problem, by its code.",
    labels: ["code"],
    read: () => refusals.readings("code"),
  });
  metrics.gauge({
    name: "verbatim_http_connections",
    help: "Connections of clients that are open, those of streams among them.",
    read: () => connectionsOf(server),
  });
  server.addHook("onResponse", (request, reply, next) => {
    const route = request.routeOptions.url ?? "none";
    const method = route === "none" ? "any" : request.method;
    if (route !== stream) seconds.observe({ method, route, status: reply.statusCode }, reply.elapsedTime / 1_000);
    if (route === send && method === "POST" && !request.problem) sends.observe(reply.elapsedTime / 1_000);
    if (request.problem) refusals.add(request.problem);
    next();
  });
}

function connectionsOf({ server }: FastifyInstance): Promise<{ readonly value: number }[]> {
  return new Promise((resolve, reject) => {
    server.getConnections((error, value) => (error ? reject(error) : resolve([{ value }])));
  });
}
